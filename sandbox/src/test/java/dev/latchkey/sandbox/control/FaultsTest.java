package dev.latchkey.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {

    private static final String MAIL = """
            {"message": {"subject": "Hi", "toRecipients": [{"emailAddress": {"address": "alex@adventure-works.example"}}]}}""";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> fault(String json) throws Exception {
        return send("POST", "/_sandbox/faults", json, "");
    }

    private HttpResponse<String> sendMail() throws Exception {
        var adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example", "Mail.Send");
        return send("POST", "/v1.0/me/sendMail", MAIL, adele.token());
    }

    private static long accepted() {
        return microsoft.sandbox().ledger().after(0, 100).stream()
                .map(Ledger.Entry::kind)
                .filter("send.accepted"::equals)
                .count();
    }

    @Test
    void aStatusIsAnsweredAsOftenAsWasAskedForAndNothingIsCarriedOut() throws Exception {
        fault("""
                {"service": "GRAPH", "path": "sendMail$", "status": 429, "retryAfter": 7, "times": 2}""");

        var first = sendMail();
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(first.body()).contains("ApplicationThrottled");
        assertThat(sendMail().statusCode()).isEqualTo(429);
        assertThat(accepted()).isZero();
        assertThat(sendMail().statusCode()).isEqualTo(202);
    }

    @Test
    void retryAfterComesInEveryForm() throws Exception {
        for (var form : new String[] {"7", "2.128", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
            fault("{\"service\": \"GRAPH\", \"status\": 503, \"retryAfter\": \"" + form + "\", \"times\": 1}");
            assertThat(sendMail().headers().firstValue("Retry-After")).contains(form);
        }
        fault("{\"service\": \"GRAPH\", \"status\": 429, \"times\": 1}");
        assertThat(sendMail().headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aGatewayAnswersWithAPage() throws Exception {
        fault("{\"service\": \"GRAPH\", \"status\": 504, \"html\": \"<h1>504 Gateway Time-out</h1>\", \"times\": 1}");

        var answer = sendMail();

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.body()).isEqualTo("<h1>504 Gateway Time-out</h1>");
    }

    @Test
    void aPolicyWantsMoreOfTheToken() throws Exception {
        fault("""
                {"service": "GRAPH", "status": 401, "claims": "{\\"access_token\\":{\\"acrs\\":{\\"value\\":\\"c1\\"}}}", "times": 1}""");

        assertThat(sendMail().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge)
                        .contains("error=\"insufficient_claims\"", "claims=\"eyJhY2Nlc3NfdG9rZW4i"));
    }

    @Test
    void theLedgerTellsEachFaultThatWasMet() throws Exception {
        fault("{\"service\": \"GRAPH\", \"path\": \"sendMail$\", \"status\": 503, \"times\": 1}");
        sendMail();
        sendMail();

        assertThat(microsoft.sandbox().ledger().after(0, 100))
                .filteredOn(entry -> entry.kind().equals("fault.fired"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("call", "POST /v1.0/me/sendMail")
                        .containsEntry("did", "answer 503"));
    }

    @Test
    void aCallIsDroppedBeforeOrAfterItIsCarriedOut() throws Exception {
        fault("{\"service\": \"GRAPH\", \"drop\": \"BEFORE\", \"times\": 1}");
        assertThatThrownBy(this::sendMail).isInstanceOf(IOException.class);
        assertThat(accepted()).isZero();

        fault("{\"service\": \"GRAPH\", \"drop\": \"AFTER\", \"times\": 1}");
        assertThatThrownBy(this::sendMail).isInstanceOf(IOException.class);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void anAnswerCanBeLate() throws Exception {
        fault("{\"service\": \"GRAPH\", \"delay\": \"PT0.3S\", \"times\": 1}");

        var before = System.nanoTime();

        assertThat(sendMail().statusCode()).isEqualTo(202);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000);
    }

    @Test
    void aFaultOfEntraLeavesGraphAndTheSandboxesOwnPagesAlone() throws Exception {
        fault("{\"service\": \"ENTRA\", \"status\": 503, \"times\": 9}");

        assertThat(send("POST", "/common/oauth2/v2.0/token", "", "").statusCode())
                .isEqualTo(503);
        assertThat(send("GET", "/organizations/v2.0/.well-known/openid-configuration", "", "")
                        .statusCode())
                .isEqualTo(503);
        assertThat(sendMail().statusCode()).isEqualTo(202);
        assertThat(send("GET", "/", "", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/entra/contoso.example", "", "").statusCode()).isEqualTo(200);

        assertThat(send("DELETE", "/_sandbox/faults", "", "").statusCode()).isEqualTo(204);
        assertThat(send("POST", "/common/oauth2/v2.0/token", "", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatMakesNoSenseIsRefusedByTheNameOfItsField() throws Exception {
        for (var row : """
                service      {}
                service      {"service": "POP3", "status": 503, "times": 1}
                times        {"service": "GRAPH", "status": 503}
                times        {"service": "GRAPH", "status": 503, "times": 0}
                status       {"service": "GRAPH", "times": 1}
                status       {"service": "GRAPH", "status": 200, "times": 1}
                status       {"service": "GRAPH", "status": "503", "times": 1}
                path         {"service": "GRAPH", "path": "(", "status": 503, "times": 1}
                delay        {"service": "GRAPH", "delay": "soon", "times": 1}
                delay        {"service": "GRAPH", "delay": "-PT1S", "times": 1}
                drop         {"service": "GRAPH", "drop": "BETWEEN", "times": 1}
                status       {"service": "GRAPH", "drop": "AFTER", "status": 503, "times": 1}
                retryAfter   {"service": "GRAPH", "drop": "AFTER", "retryAfter": "7", "times": 1}
                retryAfter   {"service": "GRAPH", "status": 503, "retryAfter": "7\\r\\nX: y", "times": 1}
                code         {"service": "GRAPH", "delay": "PT1S", "code": "c", "times": 1}
                code         {"service": "GRAPH", "status": 503, "html": "<p>", "code": "c", "times": 1}
                claims       {"service": "GRAPH", "delay": "PT1S", "claims": "{}", "times": 1}
                carriedOut   {"service": "GRAPH", "drop": "BEFORE", "carriedOut": true, "times": 1}
                chance       {"service": "GRAPH", "status": 503, "chance": {"probability": 2, "seed": 1}, "times": 1}
                chance       {"service": "GRAPH", "status": 503, "chance": {"probability": 0.5}, "times": 1}
                send         {"service": "GRAPH", "status": 503, "send": {"copy": "MISSING"}, "times": 1}
                changeType   {"service": "GRAPH", "status": 503, "changeType": "created", "times": 1}
                send         {"service": "EXCHANGE", "times": 1}
                send         {"service": "EXCHANGE", "send": {}, "times": 1}
                send         {"service": "EXCHANGE", "send": {"leavesAfter": "-PT1M"}, "times": 1}
                status       {"service": "EXCHANGE", "send": {"copy": "MISSING"}, "status": 503, "times": 1}
                status       {"service": "SMTP", "method": "DATA", "times": 1}
                message      {"service": "SMTP", "status": 451, "message": "4.3.2 a\\r\\n250 b", "times": 1}
                path         {"service": "SMTP", "status": 451, "path": "x", "times": 1}
                fault        {"service": "NOTIFICATION", "times": 1}
                fault        {"service": "NOTIFICATION", "fault": "LOSE", "times": 1}
                delay        {"service": "NOTIFICATION", "fault": "DELAY", "times": 1}
                delay        {"service": "NOTIFICATION", "fault": "DROP", "delay": "PT1S", "times": 1}
                changeType   {"service": "NOTIFICATION", "fault": "DROP", "changeType": "moved", "times": 1}
                status       {"service": "NOTIFICATION", "fault": "DROP", "status": 503, "times": 1}
                """.lines().toList()) {
            var fieldAndOrder = row.split(" +", 2);
            var refused = fault(fieldAndOrder[1]);
            assertThat(refused.statusCode()).as(row).isEqualTo(400);
            assertThat(refused.body()).as(row).startsWith("{\"error\":\"" + fieldAndOrder[0] + " ");
        }
        assertThat(send("GET", "/_sandbox/faults", "", "").body()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void whatIsOrderedIsListedAsItWasAskedForWithTheTimesThatAreLeft() throws Exception {
        fault("{\"service\": \"GRAPH\", \"path\": \"sendMail$\", \"status\": 503, \"times\": 3}");
        sendMail();

        assertThat(send("GET", "/_sandbox/faults", "", "").body())
                .isEqualTo("{\"data\":[{\"service\":\"GRAPH\",\"path\":\"sendMail$\",\"status\":503,\"times\":2}]}");
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        var request = HttpRequest.newBuilder(microsoft.sandbox().address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
