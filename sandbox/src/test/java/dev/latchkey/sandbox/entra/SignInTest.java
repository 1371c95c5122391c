package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who signs in: by address and password, by a hint, as one of several, or not at all; and signs out. */
class SignInTest {

    private static final String ADELE = "adele@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final Browser browser = new Browser(microsoft.sandbox().address());

    private Browser.Page open(Map<String, String> changes) {
        return browser.open(App.authorize("common", App.SEND, changes));
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreSaidOnThePage() {
        var unknown = browser.submit(open(Map.of()), Map.of("address", "nobody@contoso.example"));
        assertThat(unknown.html()).contains("AADSTS50034");

        var password = browser.submit(unknown, Map.of("address", ADELE));
        assertThat(browser.submit(password, Map.of("password", "wrong")).html()).contains("AADSTS50126");
    }

    @Test
    void turningBackAtSignInIsACancelWithoutDescription() {
        var reply = browser.submit(open(Map.of()), "/common/cancel", Map.of());

        assertThat(reply.parameters())
                .containsOnly(
                        Map.entry("error", "access_denied"),
                        Map.entry("error_subcode", "cancel"),
                        Map.entry("state", "the state"));
    }

    @Test
    void loginHintGoesStraightToThePassword() {
        var page = open(Map.of("login_hint", ADELE));

        assertThat(page.html()).contains("Enter password", ADELE);
        assertThat(browser.submit(page, Map.of("password", "any")).html()).contains("Permissions requested");
    }

    @Test
    void severalAccountsInOneBrowserBringThePicker() {
        App.accept(browser, ADELE, App.SEND);
        assertThat(open(Map.of()).parameter("code")).isNotEmpty();

        var picker = open(Map.of("prompt", "select_account"));
        assertThat(picker.html()).contains("Pick an account", ADELE, "Use another account");
        var signIn = browser.submit(picker, Map.of("account", "other"));
        browser.submit(browser.signIn(signIn, "alex@adventure-works.example"), Map.of("answer", "accept"));

        var both = open(Map.of());
        assertThat(both.html()).contains("Pick an account", ADELE, "alex@adventure-works.example");
        var adele = microsoft.sandbox().directory().userByAddress(ADELE).orElseThrow();
        assertThat(browser.submit(both, Map.of("account", adele.objectId())).parameter("code"))
                .isNotEmpty();
        assertThat(open(Map.of("login_hint", ADELE)).parameter("code")).isNotEmpty();
        assertThat(open(Map.of("prompt", "login")).html()).contains("Sign in");
    }

    @Test
    void domainHintLeavesTheAccountsOfThatDomain() {
        App.accept(browser, ADELE, App.SEND);

        assertThat(open(Map.of("domain_hint", "contoso.example")).html()).contains("Sign in");
        assertThat(open(Map.of("domain_hint", "adventure-works.example")).parameter("code"))
                .isNotEmpty();
    }

    @Test
    void promptNoneAnswersWithoutAPage() {
        var none = Map.of("prompt", "none");
        assertThat(open(none).parameter("error")).isEqualTo("login_required");

        browser.signIn(open(Map.of()), ADELE);
        var missing = open(none);
        assertThat(missing.parameter("error")).isEqualTo("consent_required");
        assertThat(missing.parameter("error_description")).startsWith("AADSTS65001");

        browser.submit(open(Map.of()), Map.of("answer", "accept"));
        assertThat(open(none).parameter("code")).isNotEmpty();
    }

    @Test
    void anAccountOfAnotherTenantEndsOnAPage() {
        var page = browser.signIn(browser.open(App.authorize("contoso.example", App.SEND, Map.of())), ADELE);

        assertThat(page.html()).contains("AADSTS50020");
    }

    @Test
    void aDisabledAccountCannotSignIn() {
        var directory = microsoft.sandbox().directory();
        var adele = directory.userByAddress(ADELE).orElseThrow();
        directory.change(adele, Map.of("accountEnabled", false));

        assertThat(browser.signIn(open(Map.of()), ADELE).html()).contains("AADSTS50057");
    }

    @Test
    void signingOutForgetsEveryAccountOfTheBrowser() {
        App.accept(browser, ADELE, App.SEND);

        var page = browser.open("/common/oauth2/v2.0/logout");
        assertThat(page.html()).contains("You signed out");
        assertThat(open(Map.of("prompt", "none")).parameter("error")).isEqualTo("login_required");
        assertThat(browser.open("/common/oauth2/v2.0/logout?post_logout_redirect_uri=http://localhost:9999/bye")
                        .address())
                .hasToString("http://localhost:9999/bye");
        assertThat(browser.open("/common/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example/")
                        .html())
                .contains("You signed out");
    }
}
