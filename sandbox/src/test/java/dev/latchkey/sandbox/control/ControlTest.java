package dev.latchkey.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.entra.Directory.SignInAudience;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ControlTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theStateShowsEveryTenantWithItsSettings() throws Exception {
        var state = json(send("GET", "/_sandbox/state", ""));

        assertThat(state.path("tenants")).hasSize(6);
        assertThat(state.path("tenants").findValuesAsString("domain")).contains("contoso.example", "woodgrove.example");
        assertThat(state.path("application").path("clientId").asString())
                .isEqualTo("11111111-aaaa-4bbb-8ccc-222222222222");
    }

    @Test
    void aTenantIsChangedFieldByField() throws Exception {
        var reply = send("PATCH", "/_sandbox/tenants/contoso.example", "{\"userConsent\":\"ALL_APPS\"}");

        var settings = json(reply).path("settings");
        assertThat(settings.path("userConsent").asString()).isEqualTo("ALL_APPS");
        assertThat(settings.path("adminConsentWorkflow").asBoolean()).isTrue();
        assertThat(send("PATCH", "/_sandbox/tenants/contoso.example", "{\"userConsents\":\"ALL_APPS\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PATCH", "/_sandbox/tenants/contoso.example", "nonsense")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PATCH", "/_sandbox/tenants/contoso.example", "").statusCode())
                .isEqualTo(400);
        assertThat(send("PATCH", "/_sandbox/tenants/nowhere.example", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatMakesNoSenseIsRefusedByTheNameOfItsField() throws Exception {
        for (var limit : new String[] {
            "concurrentRequests", "requestsInTenMinutes", "uploadedBytesInFiveMinutes", "requestsInASecond"
        }) {
            refused("PATCH", "/_sandbox/limits", "{\"" + limit + "\":-1}", limit + " ");
        }
        assertThat(json(send("GET", "/_sandbox/limits", ""))
                        .path("concurrentRequests")
                        .asInt())
                .isEqualTo(4);
        var before = microsoft.sandbox().clock().instant();
        refused("POST", "/_sandbox/clock", "{\"move\":\"-P1D\"}", "move ");
        assertThat(microsoft.sandbox().clock().instant()).isAfterOrEqualTo(before);
        refused("PATCH", "/_sandbox/internet", "{\"domains\":[\"example.com\",\"Contoso.example\"]}", "domains ");
        assertThat(json(send("GET", "/_sandbox/internet", "")).path("domains")).hasSize(5);
    }

    private void refused(String method, String path, String json, String beginning) throws Exception {
        var answer = send(method, path, json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"" + beginning);
    }

    @Test
    void aUserCanBeDisabledAndTheApplicationUnverified() throws Exception {
        var user = json(send("PATCH", "/_sandbox/users/adele@contoso.example", "{\"accountEnabled\":false}"));
        var application = json(send("PATCH", "/_sandbox/application", "{\"publisherVerified\":false}"));

        assertThat(user.path("settings").path("accountEnabled").asBoolean()).isFalse();
        assertThat(application.path("publisherVerified").asBoolean()).isFalse();
        assertThat(microsoft.sandbox().directory().application().publisherVerified())
                .isFalse();
        assertThat(send("PATCH", "/_sandbox/application", "{\"clientId\":\"other\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theRegistrationIsChangedOnItsPage() {
        var browser = new Browser(microsoft.sandbox().address());

        var page =
                browser.submit(browser.open("/registration"), Map.of("singleTenant", "yes", "secretsExpired", "yes"));

        assertThat(page.html()).contains("App registration: Enginy AI");
        var application = microsoft.sandbox().directory().application();
        assertThat(application.publisherVerified()).isFalse();
        assertThat(application.signInAudience()).isEqualTo(SignInAudience.AZURE_AD_MY_ORG);
        assertThat(application.secrets())
                .allMatch(secret -> secret.expires() != null
                        && !secret.expires().isAfter(microsoft.sandbox().clock().instant()));
        assertThat(browser.post("/registration", "", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aResetBringsTheFirstDayBack() throws Exception {
        send("PATCH", "/_sandbox/users/adele@contoso.example", "{\"accountEnabled\":false}");
        send("POST", "/_sandbox/clock", "{\"move\":\"P1D\"}");

        assertThat(send("POST", "/_sandbox/reset", "").statusCode()).isEqualTo(204);

        var adele = microsoft.sandbox().directory().userByAddress("adele@contoso.example");
        assertThat(adele.orElseThrow().settings().accountEnabled()).isTrue();
        assertThat(microsoft.sandbox().clock().instant()).isBefore(Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void theClockMoves() throws Exception {
        var now = json(send("POST", "/_sandbox/clock", "{\"move\":\"PT2H\"}"));

        assertThat(Instant.parse(now.path("now").asString()))
                .isAfter(Instant.now().plus(Duration.ofMinutes(119)));
        assertThat(send("POST", "/_sandbox/clock", "{\"move\":\"soon\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theLedgerIsReadInPages() throws Exception {
        for (var i = 1; i <= 3; i++) {
            microsoft.sandbox().ledger().record("test", Map.of("n", "" + i));
        }

        var page = json(send("GET", "/_sandbox/ledger?after=1&limit=1", "")).path("data");

        assertThat(page).hasSize(1);
        assertThat(page.path(0).path("seq").asInt()).isEqualTo(2);
        assertThat(page.path(0).path("facts").path("n").asString()).isEqualTo("2");
        assertThat(send("GET", "/_sandbox/ledger?after=x", "").statusCode()).isEqualTo(400);
    }

    @Test
    void anotherSiteCannotChangeAnything() throws Exception {
        assertThat(send("POST", "/_sandbox/reset", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/_sandbox/reset", "", "Origin", "http://localhost:8080")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/_sandbox/clock", "{\"move\":\"PT1H\"}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(microsoft.sandbox().address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        } else if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return new ObjectMapper().readTree(reply.body());
    }
}
