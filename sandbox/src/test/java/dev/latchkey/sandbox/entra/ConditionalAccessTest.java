package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.ClientApps;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Control;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Network;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.State;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Target;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.web.Json;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConditionalAccessTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final ConditionalAccessPolicy BLOCK_ALL = new ConditionalAccessPolicy(
            "one",
            "Block",
            State.ON,
            Set.of(Target.ALL),
            Set.of(),
            Set.of(),
            ClientApps.ALL,
            Network.ANY,
            Control.BLOCK,
            null);

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser.Page signIn(String scope, Map<String, Object> policy) {
        put(policy);
        var browser = new Browser(microsoft.sandbox().address());
        return browser.signIn(browser.open(App.authorize("common", scope, Map.of())), ADELE);
    }

    private static void put(Map<String, Object> changes) {
        var policy = Json.with(BLOCK_ALL, ConditionalAccessPolicy.class, changes);
        var directory = microsoft.sandbox().directory();
        var tenant = directory.tenant("adventure-works.example").orElseThrow();
        directory.change(tenant, Map.of("conditionalAccess", List.of(policy)));
    }

    @Test
    void aPolicyForAllResourcesBlocksAndExcludingTheApplicationAloneFreesNothing() {
        assertThat(signIn(App.SEND, Map.of()).html()).contains("You cannot access this right now", "AADSTS53003");
        assertThat(signIn(App.SEND, Map.of("excludedResources", Set.of(Target.APPLICATION)))
                        .html())
                .contains("AADSTS53003");
    }

    @Test
    void excludingExchangeOnlineOrTheUserLetsTheUserIn() {
        assertThat(signIn(App.SEND, Map.of("excludedResources", Set.of(Target.EXCHANGE_ONLINE)))
                        .html())
                .contains("Permissions requested");
        assertThat(signIn(App.SEND, Map.of("excludedUsers", Set.of(ADELE))).html())
                .contains("Permissions requested");
    }

    @Test
    void basicSignInIsJudgedAsGraphAndNotAsExchange() {
        var onlyExchange = Map.<String, Object>of("resources", Set.of(Target.EXCHANGE_ONLINE));
        assertThat(signIn("openid User.Read", onlyExchange).html()).contains("Permissions requested");
        assertThat(signIn("openid User.Read Mail.Read", onlyExchange).html()).contains("AADSTS53003");
        assertThat(signIn("openid User.Read", Map.of("excludedResources", Set.of(Target.EXCHANGE_ONLINE)))
                        .html())
                .contains("AADSTS53003");
    }

    @Test
    void aPolicyThatNamesTheApplicationBlocksItUnlessItAsksForNoIdToken() {
        var onlyUs = Map.<String, Object>of("resources", Set.of(Target.APPLICATION));
        assertThat(signIn(App.SEND, onlyUs).html()).contains("AADSTS53003");
        assertThat(signIn("Mail.Send", onlyUs).html()).contains("Permissions requested");
    }

    @Test
    void aBlockOfLegacyAuthenticationNeverBlocksOAuthNorDoesAPolicyThatIsNotOn() {
        assertThat(signIn(App.SEND, Map.of("clientApps", ClientApps.LEGACY_AUTHENTICATION))
                        .html())
                .contains("Permissions requested");
        assertThat(signIn(App.SEND, Map.of("state", State.REPORT_ONLY)).html()).contains("Permissions requested");
        assertThat(signIn(App.SEND, Map.of("state", State.OFF)).html()).contains("Permissions requested");
    }

    @Test
    void fromATrustedLocationAPolicyForUntrustedOnesDoesNotApply() {
        var untrusted = Map.<String, Object>of("network", Network.UNTRUSTED);
        assertThat(signIn(App.SEND, untrusted).html()).contains("AADSTS53003");

        change(Map.of("trustedLocation", true));

        assertThat(signIn(App.SEND, untrusted).html()).contains("Permissions requested");
    }

    @Test
    void theLocationOfARefreshIsThatOfTheSignInOrOfTheServerAsTheTenantHasIt() {
        put(Map.of("network", Network.UNTRUSTED));
        change(Map.of("trustedLocation", true));
        var app = new App(microsoft.sandbox());
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");

        assertThat(app.refresh(token, "").status()).isEqualTo(200);
        var directory = microsoft.sandbox().directory();
        var tenant = directory.tenant("adventure-works.example").orElseThrow();
        directory.change(tenant, Map.of("locationAtRefresh", TenantSettings.LocationAtRefresh.CALLER));

        assertThat(app.refresh(token, "").code()).isEqualTo(53003);
    }

    @Test
    void aTrustedNamedLocationIsKnownByTheAddressFromWhichAPersonSignsIn() {
        var untrusted = Map.<String, Object>of("network", Network.UNTRUSTED);
        tenant(Map.of("namedLocations", List.of(office(true))));
        change(Map.of("ipAddress", "198.51.100.9"));
        assertThat(signIn(App.SEND, untrusted).html()).contains("AADSTS53003");

        change(Map.of("ipAddress", "203.0.113.77"));
        assertThat(signIn(App.SEND, untrusted).html()).contains("Permissions requested");

        tenant(Map.of("namedLocations", List.of(office(false))));
        assertThat(signIn(App.SEND, untrusted).html()).contains("AADSTS53003");
    }

    @Test
    void aServerIsFreedByANamedLocationOfItsAddress() {
        put(Map.of("network", Network.UNTRUSTED));
        change(Map.of("trustedLocation", true));
        var app = new App(microsoft.sandbox());
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        tenant(Map.of("locationAtRefresh", TenantSettings.LocationAtRefresh.CALLER));
        assertThat(app.refresh(token, "").code()).isEqualTo(53003);

        tenant(Map.of("namedLocations", List.of(new NamedLocation("two", "Server", true, List.of("127.0.0.0/8")))));

        assertThat(app.refresh(token, "").status()).isEqualTo(200);
    }

    @Test
    void rangesIncludeWhatTheyShould() {
        var location = new NamedLocation("x", "X", true, List.of("203.0.113.64/26", "2001:db8::/32", "192.0.2.1"));

        assertThat(location.includes("203.0.113.64")).isTrue();
        assertThat(location.includes("203.0.113.127")).isTrue();
        assertThat(location.includes("203.0.113.128")).isFalse();
        assertThat(location.includes("203.0.113.63")).isFalse();
        assertThat(location.includes("2001:db8:ffff::1")).isTrue();
        assertThat(location.includes("2001:db9::1")).isFalse();
        assertThat(location.includes("192.0.2.1")).isTrue();
        assertThat(location.includes("192.0.2.2")).isFalse();
        assertThat(List.of("203.0.113.0/33", "203.0.113/24", "an office", "", "10.0.0.0/x", "0.0.0.0/0"))
                .noneMatch(NamedLocation::isRange);
    }

    /** Confidential clients go on refreshing; the person is asked for the password at the next sign-in. */
    @Test
    void aSignInThatIsTooLongAgoIsAskedForAgainButARefreshIsNot() {
        put(Map.of("control", Control.NONE, "signInFrequencyHours", 4));
        var app = new App(microsoft.sandbox());
        var browser = new Browser(microsoft.sandbox().address());
        var code = App.accept(browser, ADELE, App.SEND).parameter("code");
        var token = app.redeem(code, Map.of()).text("refresh_token");
        var again = App.authorize("common", App.SEND, Map.of("login_hint", ADELE));
        assertThat(browser.open(again).parameter("code")).isNotEmpty();

        microsoft.sandbox().clock().move(Duration.ofHours(5));

        assertThat(browser.open(App.authorize("common", App.SEND, Map.of("login_hint", ADELE, "prompt", "none")))
                        .parameter("error"))
                .isEqualTo("login_required");
        var asked = browser.open(again);
        assertThat(asked.html()).contains("type=\"password\"");
        assertThat(browser.submit(asked, Map.of("password", "any")).parameter("code"))
                .isNotEmpty();
        assertThat(app.refresh(token, "").status()).isEqualTo(200);
    }

    @Test
    void aManagedDevicePassesWhatAnUnmanagedOneDoesNot() {
        for (var control : EnumSet.of(Control.COMPLIANT_DEVICE, Control.JOINED_DEVICE)) {
            change(Map.of("deviceCompliant", false));
            assertThat(signIn(App.SEND, Map.of("control", control)).html()).contains("AADSTS5300", "<dd>");
            change(Map.of("deviceCompliant", true));
            assertThat(signIn(App.SEND, Map.of("control", control)).html()).contains("Permissions requested");
        }
    }

    @Test
    void aSecondFactorIsAskedForOnceAndTokensRememberIt() {
        put(Map.of("control", Control.MFA));
        var browser = new Browser(microsoft.sandbox().address());
        var asked = browser.signIn(browser.open(App.authorize("common", App.SEND, Map.of())), ADELE);
        assertThat(asked.html()).contains("Approve sign in request");

        var consent = browser.submit(asked, Map.of());
        var code = browser.submit(consent, Map.of("answer", "accept")).parameter("code");

        var app = new App(microsoft.sandbox());
        var token = app.redeem(code, Map.of()).text("refresh_token");
        assertThat(app.refresh(token, "").status()).isEqualTo(200);
    }

    @Test
    void aSecondFactorAskedForLaterFailsTheRefreshOfATokenThatHasNone() {
        var app = new App(microsoft.sandbox());
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        put(Map.of("control", Control.MFA));

        var refused = app.refresh(token, "");

        assertThat(refused.code()).isEqualTo(50076);
        assertThat(refused.text("suberror")).isEqualTo("basic_action");
        assertThat(refused.text("claims")).contains("capolids", "one");
        change(Map.of("mfaRegistered", false));
        assertThat(app.refresh(token, "").code()).isEqualTo(50079);
    }

    private static NamedLocation office(boolean trusted) {
        return new NamedLocation("one", "Office", trusted, List.of("203.0.113.0/24"));
    }

    private static void tenant(Map<String, ?> settings) {
        var directory = microsoft.sandbox().directory();
        directory.change(directory.tenant("adventure-works.example").orElseThrow(), settings);
    }

    private static void change(Map<String, ?> settings) {
        var directory = microsoft.sandbox().directory();
        directory.change(directory.userByAddress(ADELE).orElseThrow(), settings);
    }
}
