package dev.latchkey.acceptance;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.AuthorizationReply;
import dev.latchkey.microsoft.entra.AuthorizeRequest;
import dev.latchkey.microsoft.entra.ClientSecret;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.Redemption;
import dev.latchkey.microsoft.entra.ResponseMode;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.sandbox.Sandbox;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** An application at the sandbox: our client on one side, a person's browser on the other. */
final class MicrosoftContract {

    static final Set<String> SEND_AND_READ = Set.of("Mail.Send", "Mail.ReadWrite", "User.Read");
    static final URI CALLBACK = URI.create("http://localhost:9/callback");
    static final AppRegistration APPLICATION =
            new AppRegistration("11111111-aaaa-4bbb-8ccc-222222222222", new ClientSecret("sandbox-secret"));

    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636";
    private static final String NONCE = "the-nonce";

    final Sandbox sandbox;
    final Cloud cloud;
    final Entra entra;

    MicrosoftContract(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.cloud = Cloud.of(sandbox.address().toString());
        this.entra = new Entra(cloud, APPLICATION, sandbox.clock());
    }

    FormBrowser browser() {
        return new FormBrowser(sandbox.address());
    }

    URI authorizeUrl(Set<String> scopes, ResponseMode mode) {
        return entra.authorizeUrl(new AuthorizeRequest(
                "organizations", scopes, CALLBACK, "the state & more", NONCE, VERIFIER, null, false, mode));
    }

    TokenReply redeem(String code, Set<String> scopes) {
        return entra.redeem(new Redemption("organizations", code, CALLBACK, VERIFIER, NONCE, scopes));
    }

    /** Signs in, accepts what is asked, and redeems the code. */
    TokenReply.Granted connect(String address, Set<String> scopes) {
        var browser = browser();
        var page = browser.signIn(authorizeUrl(scopes, ResponseMode.QUERY), address);
        var back = page.left() == null ? browser.submit(page, Map.of("answer", "accept")) : page;
        if (!(AuthorizationReply.parse(back.atApplication()) instanceof AuthorizationReply.Code(var state, var code))) {
            throw new AssertionError(back);
        }
        return granted(redeem(code, scopes));
    }

    static TokenReply.Granted granted(TokenReply reply) {
        return switch (reply) {
            case TokenReply.Granted granted -> granted;
            default -> throw new AssertionError(reply);
        };
    }
}
