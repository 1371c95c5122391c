package dev.latchkey.service.incoming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationEndpointTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Validation: Testing client application reachability for subscription Request-Id: 1f3b",
                "<script>alert(1)</script>",
                "\"'><img src=x onerror=alert(1)>",
                "a+b%20c&d=é😀"
            })
    void theTokenComesBackAsItCameAndIsNeverAPage(String token) throws Exception {
        var answer = post("?validationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8), "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(token);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void aTokenOfUnreasonableLengthIsRefused() throws Exception {
        assertThat(post("?validationToken=" + "x".repeat(5_000), "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aStrangerLearnsNothing() throws Exception {
        var answer = post("", """
                {"value":[{"subscriptionId":"7f5b8a54-0000-0000-0000-000000000000","clientState":"guess",
                "changeType":"created","resource":"Users/x/Messages/y"}]}""");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not json",
                "{\"value\":{}}",
                "{\"value\":[1]}",
                "{\"value\":[{}]}",
                "{\"value\":[{\"subscriptionId\":5}]}",
                "{\"value\":["
            })
    void whatMicrosoftNeverSendsIsAProblemAndNeverAFailure(String body) throws Exception {
        var answer = post("", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"malformed_notification\"");
    }

    @Test
    void odditiesInsideAreHarmless() throws Exception {
        var answer = post("", "{\"value\":[{\"subscriptionId\":\"a\\u0000b\\ud800\",\"clientState\":[1]}]}");
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void abodyNestedWithoutEndIsAProblem() throws Exception {
        assertThat(post("", "{\"value\":" + "[".repeat(100_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void ahugeBodyIsRefused() throws Exception {
        assertThat(post("", " ".repeat(1024 * 1024 + 1)).statusCode()).isEqualTo(413);
    }

    private static HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(RunningService.shared().at("/notifications/microsoft" + query))
                .header("Content-Type", query.isEmpty() ? "application/json" : "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
