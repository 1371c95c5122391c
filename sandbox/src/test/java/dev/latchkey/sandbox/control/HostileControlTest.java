package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.Malformed;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing that {@code /_sandbox} is sent makes it fail, or makes it keep what it could not work with afterwards. */
@Timeout(300)
@ExtendWith(SoftAssertionsExtension.class)
class HostileControlTest {

    private static final String ADELE = "adele@contoso.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @InjectSoftAssertions
    private SoftAssertions softly;

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), ADELE);
    }

    @Test
    void everyPropertyOfEveryChangeIsHeldToItsType() {
        routes().forEach((route, body) -> {
            for (var pointer : Malformed.pointers(body)) {
                for (var value : Malformed.VALUES) {
                    var shown = route + " " + pointer + " = " + value.substring(0, Math.min(60, value.length()));
                    var answer = call(route, Malformed.replaced(body, pointer, value));
                    assertSound(answer, shown);
                    if (answer.status() < 300) {
                        assertStillWorks(shown);
                        adele.delete(microsoft.sandbox().address() + "/_sandbox/faults");
                        softly.assertThat(call(route, body).status())
                                .as("as before, after " + shown)
                                .isBetween(200, 204);
                    }
                }
            }
        });
    }

    @Test
    void bodiesThatAreNoJsonObjectAreRefused() {
        routes().forEach((route, body) -> {
            for (var malformed : Malformed.BODIES) {
                var answer = call(route, malformed);
                assertSound(answer, route);
                softly.assertThat(answer.status())
                        .as(route + malformed.substring(0, Math.min(60, malformed.length())))
                        .isEqualTo(400);
            }
            softly.assertThat(call(route, "{\"a\": \"" + "x".repeat(5 << 20) + "\"}")
                            .status())
                    .as(route)
                    .isEqualTo(413);
        });
    }

    @Test
    void namesThatAreNoneAreRefused() {
        for (var name : List.of("x", "%00", "%ff", "..%2f", "x".repeat(8_000), "%27")) {
            for (var route : List.of(
                    "PATCH /_sandbox/tenants/" + name,
                    "PATCH /_sandbox/users/" + name,
                    "DELETE /_sandbox/tenants/" + name + "/grants",
                    "POST /_sandbox/scenario/" + name)) {
                softly.assertThat(call(route, "{}").status()).as(route).isEqualTo(404);
            }
        }
        for (var query : List.of("after=x", "after=99999999999999999999", "limit=x")) {
            softly.assertThat(adele.get(microsoft.sandbox().address() + "/_sandbox/ledger?" + query)
                            .status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    /** With a body that is accepted. */
    private Map<String, String> routes() {
        var state = adele.get(microsoft.sandbox().address() + "/_sandbox/state").json();
        var tenant = state.path("tenants").get(0);
        var limits =
                adele.get(microsoft.sandbox().address() + "/_sandbox/limits").json();
        var routes = new LinkedHashMap<String, String>();
        routes.put("PATCH /_sandbox/limits", limits.toString());
        routes.put(
                "PATCH /_sandbox/tenants/" + tenant.path("tenant").path("id").asString(),
                tenant.path("tenant").path("settings").toString());
        routes.put("PATCH /_sandbox/tenants/contoso.example", """
                {"namedLocations": [{"id": "1", "displayName": "Office", "trusted": true, "ipRanges": ["10.0.0.0/8"]}],
                 "conditionalAccess": [{"id": "1", "displayName": "Two factors", "state": "ON", "resources": ["ALL"],
                    "excludedResources": ["APPLICATION"], "excludedUsers": ["alex@contoso.example"],
                    "clientApps": "ALL", "network": "ANY", "control": "MFA", "signInFrequencyHours": 1}]}""");
        routes.put(
                "PATCH /_sandbox/users/" + ADELE,
                tenant.path("users").get(0).path("settings").toString());
        routes.put("PATCH /_sandbox/application", state.path("application").toString());
        routes.put("POST /_sandbox/clock", "{\"move\": \"PT1M\", \"reset\": true}");
        routes.put(
                "POST /_sandbox/scenario/nothing-comes-back",
                "{\"user\": \"%s\", \"place\": \"PAGE\", \"times\": 1}".formatted(ADELE));
        routes.put("POST /_sandbox/faults", """
                {"service": "GRAPH", "method": "GET", "path": "nothing", "status": 429, "code": "c", "message": "m",
                 "retryAfter": "1", "claims": "{}", "delay": "PT0.01S", "carriedOut": true,
                 "chance": {"probability": 0.5, "seed": 1}, "times": 1}""");
        routes.put("POST /_sandbox/faults?of=connections", """
                {"service": "ENTRA", "method": "GET", "path": "nothing", "delay": "PT0.01S", "drop": "AFTER", "times": 1}""");
        routes.put("POST /_sandbox/faults?of=smtp", """
                {"service": "SMTP", "method": "DATA", "status": 451, "message": "4.3.2 Later", "times": 1}""");
        routes.put("POST /_sandbox/faults?of=exchange", """
                {"service": "EXCHANGE", "path": "nobody", "times": 1,
                 "send": {"leavesAfter": "PT1M", "copyAfter": "PT1M", "copy": "MISSING", "secondSend": "REFUSED"}}""");
        routes.put("POST /_sandbox/faults?of=notifications", """
                {"service": "NOTIFICATION", "fault": "DELAY", "delay": "PT1M", "changeType": "created",
                 "subscriptionId": "1", "times": 1}""");
        routes.put("POST /_sandbox/deliver", """
                {"from": "a@elsewhere.example", "to": "%s", "subject": "s", "text": "t", "html": "h",
                 "headers": {"X-A": "b"}}""".formatted(ADELE));
        return routes;
    }

    private MailApp.Reply call(String route, String body) {
        var words = route.split(" ", 2);
        return adele.call(
                words[0],
                microsoft.sandbox().address() + words[1],
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private void assertStillWorks(String after) {
        var root = microsoft.sandbox().address();
        for (var page : List.of(
                "/_sandbox/state",
                "/_sandbox/ledger",
                "/_sandbox/faults",
                "/_sandbox/limits",
                "/",
                "/registration",
                "/scenarios",
                "/contoso.example/v2.0/.well-known/openid-configuration",
                "/v1.0/me",
                "/v1.0/me/messages?$top=2")) {
            var answer = adele.get(root + page);
            softly.assertThat(answer.status()).as(page + " after " + after).isLessThan(500);
        }
    }

    private void assertSound(MailApp.Reply answer, String what) {
        softly.assertThat(answer.status()).as(what).isLessThan(500);
        if (answer.status() >= 400) {
            softly.assertThat(answer.json().path("error").asString("")).as(what).isNotEmpty();
        }
    }
}
