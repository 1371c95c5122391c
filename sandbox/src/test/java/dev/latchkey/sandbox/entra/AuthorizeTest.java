package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuthorizeTest {

    private static final String ADELE = "adele@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final Browser browser = new Browser(microsoft.sandbox().address());

    private Browser.Page open(Map<String, String> changes) {
        return browser.open(App.authorize("common", App.SEND, changes));
    }

    @Test
    void withoutATrustedAddressThereIsOnlyAPage() {
        assertThat(open(Map.of("client_id", "22222222-0000-0000-0000-000000000000"))
                        .html())
                .contains("AADSTS700016");
        assertThat(open(Map.of("redirect_uri", "https://evil.example/callback")).html())
                .contains("AADSTS50011");
        assertThat(open(Map.of("redirect_uri", "http://localhost.evil.example/"))
                        .html())
                .contains("AADSTS50011");
        assertThat(open(Map.of("redirect_uri", "")).html()).contains("AADSTS900971");
        assertThat(browser.open(App.authorize("nowhere.example", App.SEND, Map.of()))
                        .html())
                .contains("AADSTS90002");
        assertThat(open(Map.of("redirect_uri", "https://evil.example/"))
                        .response()
                        .headers()
                        .map())
                .doesNotContainKey("location");
    }

    @Test
    void otherFaultsGoToTheApplication() {
        assertFault(Map.of("response_type", "token"), "unsupported_response_type", 70005);
        assertFault(Map.of("response_type", "id_token"), "unsupported_response_type", 700054);
        assertFault(Map.of("response_type", ""), "invalid_request", 900144);
        assertFault(Map.of("scope", ""), "invalid_request", 900144);
        assertFault(Map.of("scope", "Mail.Nonsense"), "invalid_client", 650053);
        assertFault(Map.of("scope", "https://vault.example/Read"), "invalid_client", 650057);
        assertFault(Map.of("prompt", "admin_consent"), "invalid_request", 901001);
        assertFault(Map.of("prompt", "perhaps"), "invalid_request", 90023);
        assertFault(Map.of("code_challenge", "short"), "invalid_request", 501491);
        assertFault(Map.of("response_mode", "pigeon"), "unsupported_response_mode", 70007);
    }

    private void assertFault(Map<String, String> changes, String error, int code) {
        var reply = open(changes);
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.parameter("error")).isEqualTo(error);
        assertThat(reply.parameter("error_description")).startsWith("AADSTS" + code + ":");
        assertThat(reply.parameter("state")).isEqualTo("the state");
    }

    @Test
    void anExactRedirectUriIsMatchedExactlyButForThePortOfLocalhost() {
        var directory = microsoft.sandbox().directory();
        directory.change(
                directory.application(),
                Map.of("redirectUris", List.of("http://localhost/callback", "https://app.example/callback")));

        assertThat(open(Map.of("redirect_uri", "http://localhost:1234/callback"))
                        .html())
                .contains("Sign in");
        assertThat(open(Map.of("redirect_uri", "https://app.example/callback")).html())
                .contains("Sign in");
        for (var wrong : new String[] {
            "http://localhost:1234/Callback",
            "http://localhost:1234/callback/",
            "http://localhost/callback?x=1",
            "https://app.example:8443/callback",
            "http://app.example/callback"
        }) {
            assertThat(open(Map.of("redirect_uri", wrong)).html()).contains("AADSTS50011");
        }
    }

    @Test
    void theAnswerTravelsByQueryFragmentOrForm() {
        var fragment = acceptIn(Map.of("response_mode", "fragment"));
        assertThat(fragment.address().getRawQuery()).isNull();
        assertThat(fragment.parameter("code")).isNotEmpty();

        var form = acceptIn(Map.of("response_mode", "form_post", "state", "<\"&'>"));
        assertThat(form.html()).contains("action=\"" + App.REDIRECT_URI + "\"");
        assertThat(form.hiddenFields()).containsKey("code").containsEntry("state", "<\"&'>");
    }

    private Browser.Page acceptIn(Map<String, String> changes) {
        var fresh = new Browser(microsoft.sandbox().address());
        var page = fresh.signIn(fresh.open(App.authorize("common", App.SEND, changes)), ADELE);
        return page.html().contains("Permissions requested") ? fresh.submit(page, Map.of("answer", "accept")) : page;
    }

    @Test
    void anAuthorizationRequestMayBeAForm() {
        var path = App.authorize("common", App.SEND, Map.of());
        var question = path.indexOf('?');
        var page = browser.open(path);

        var posted = browser.post(path.substring(0, question), path.substring(question + 1));

        assertThat(posted.html()).contains("Sign in");
        assertThat(page.html()).contains("Sign in");
    }

    @Test
    void anotherBrowserCannotGoOnWithAForm() {
        var page = open(Map.of());

        var stranger = new Browser(microsoft.sandbox().address());

        assertThat(stranger.submit(page, Map.of("address", ADELE)).html()).contains("AADSTS160021");
    }

    @Test
    void theSessionCookieIsOutOfReachOfScriptsAndOtherSites() {
        var cookie =
                open(Map.of()).response().headers().firstValue("set-cookie").orElseThrow();

        assertThat(cookie).startsWith("sbx_session=").contains("HttpOnly", "SameSite=Lax", "Path=/");
    }

    @Test
    void pagesCannotBeFramedOrScripted() {
        var headers = open(Map.of()).response().headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }
}
