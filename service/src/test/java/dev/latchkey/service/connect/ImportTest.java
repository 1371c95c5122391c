package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.AuthorizationReply;
import dev.latchkey.microsoft.entra.AuthorizeRequest;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.Redemption;
import dev.latchkey.microsoft.entra.ResponseMode;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.mailbox.AccessLevel;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Mailboxes that a platform has connected by itself, with the same client id. */
class ImportTest {

    private static final URI CALLBACK = URI.create("http://localhost:9/own-callback");
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636";

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();

    @Test
    void aTokenThatWorksBecomesAMailboxAndTheSameOneEachTime() {
        var token = tokenOf("alex@adventure-works.example", AccessLevel.SEND_AND_READ);

        var first = take(token, "send_and_read");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("address").asString()).isEqualTo("alex@adventure-works.example");
        assertThat(take(token, "send_and_read").json().path("id").asString())
                .isEqualTo(first.json().path("id").asString());
    }

    @Test
    void aTokenThatMicrosoftRefusesConnectsNothingAndIsNotRepeated() {
        var answer = take("made-up-token", "send");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").asString()).isEqualTo("import_failed");
        assertThat(answer.json().path("diagnosis").path("cause").asString()).isNotBlank();
        assertThat(answer.json().toString()).doesNotContain("made-up-token");
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        assertThat(api.post("/v1/mailboxes/import", "{\"member\":\"m\"}")
                        .json()
                        .path("field")
                        .asString())
                .isEqualTo("refresh_token");
        assertThat(api.post("/v1/mailboxes/import", """
                        {"member":"m","refresh_token":"t","tenant":"../x"}""").json().path("field").asString())
                .isEqualTo("tenant");
        assertThat(api.post("/v1/mailboxes/import", """
                        {"member":"%s","refresh_token":"t"}""".formatted("m".repeat(201)))
                        .json()
                        .path("field")
                        .asString())
                .isEqualTo("member");
    }

    private ApiClient.Answer take(String token, String access) {
        return api.post("/v1/mailboxes/import", """
                {"member": "member-7", "refresh_token": "%s", "access": "%s"}""".formatted(token, access));
    }

    private String tokenOf(String address, AccessLevel access) {
        var entra = world.service().bean(Entra.class);
        var visitor = new Visitor();
        visitor.open(entra.authorizeUrl(new AuthorizeRequest(
                        "organizations",
                        access.scopes(),
                        CALLBACK,
                        "state",
                        "nonce",
                        VERIFIER,
                        address,
                        false,
                        ResponseMode.FORM_POST)))
                .press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(visitor);
        var code = (AuthorizationReply.Code) AuthorizationReply.parse(visitor.formFields());
        var reply = entra.redeem(
                new Redemption("organizations", code.code(), CALLBACK, VERIFIER, "nonce", access.scopes()));
        return Objects.requireNonNull(((TokenReply.Granted) reply).refreshToken())
                .value();
    }
}
