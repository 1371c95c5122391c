package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScenariosTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final App app = new App(microsoft.sandbox());

    private int arm(String name, String body) {
        return app.post("/_sandbox/scenario/" + name, body).status();
    }

    private static Browser.Page signIn(String address) {
        var browser = new Browser(microsoft.sandbox().address());
        return browser.signIn(browser.open(App.authorize("common", App.SEND, Map.of())), address);
    }

    @Test
    void aCancelIsHeardInEachVariantThatWasSeen() {
        arm("cancel-access-denied", "");
        assertThat(signIn(ADELE).parameter("error_description")).startsWith("AADSTS65004");
        arm("cancel-consent-required", "");
        assertThat(signIn(ADELE).parameter("error")).isEqualTo("consent_required");
        arm("cancel-subcode", "");
        assertThat(signIn(ADELE).parameter("error_subcode")).isEqualTo("cancel");
        arm("cancel-never", "");
        assertThat(signIn(ADELE).html()).contains("You declined");
    }

    @Test
    void nothingComesBackAndTheNextTimeAllIsWell() {
        arm("nothing-comes-back", "");

        assertThat(signIn(ADELE).html()).contains("Trying to sign you in").doesNotContain("<form");
        assertThat(signIn(ADELE).html()).contains("Permissions requested");
    }

    @Test
    void aScenarioMeetsOnlyWhomItIsForAndAsOftenAsItIsTold() {
        arm("external-challenge", "{\"user\":\"" + ADELE + "\",\"times\":2}");

        assertThat(signIn(ALEX).html()).contains("Permissions requested");
        assertThat(signIn(ADELE).html()).contains("AADSTS50158");
        assertThat(signIn(ADELE).html()).contains("AADSTS50158");
        assertThat(signIn(ADELE).html()).contains("Permissions requested");
    }

    @Test
    void withoutAPlaceItHappensWhereItFirstCan() {
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        arm("sign-in-frequency", "");

        assertThat(signIn(ALEX).html()).contains("Permissions requested");
        assertThat(app.refresh(token, "").code()).isEqualTo(70043);
    }

    @Test
    void transientFailuresComeWithTheirStatus() {
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        arm("tenant-throttled", "");
        var throttled = app.refresh(token, "");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.response().headers().firstValue("Retry-After")).isPresent();

        arm("transient", "{\"place\":\"REFRESH\"}");
        assertThat(app.refresh(token, "").status()).isEqualTo(503);
    }

    @Test
    void anUnknownNameOrAPlaceWhereItCannotHappenIsRefused() {
        assertThat(arm("no-such-thing", "")).isEqualTo(404);
        assertThat(arm("sign-in-frequency", "{\"place\":\"PAGE\"}")).isEqualTo(400);
        assertThat(arm("sign-in-frequency", "{\"when\":\"now\"}")).isEqualTo(400);
    }

    @Test
    void thePageListsThemArmsAndDisarms() {
        var browser = new Browser(microsoft.sandbox().address());
        var page = browser.open("/scenarios");
        assertThat(page.html()).contains("external-challenge", "50158", "Nothing waits");

        var armed = browser.submit(page, Map.of("scenario", "external-challenge", "user", ADELE));
        assertThat(armed.html()).contains("external-challenge, for " + ADELE);
        assertThat(app.get("/_sandbox/scenario").body().path("armed")).hasSize(1);

        assertThat(browser.submit(armed, Map.of("disarm", "yes")).html()).contains("Nothing waits");
        assertThat(browser.post("/scenarios", "scenario=external-challenge", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }
}
