package dev.latchkey.microsoft.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.RawServer;
import dev.latchkey.microsoft.ScriptedServer;
import dev.latchkey.microsoft.http.Http;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GraphReplyTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private static final AccessToken TOKEN = new AccessToken("token-of-adele");

    private final ScriptedServer server = new ScriptedServer();
    private final MailboxClient mailbox = new Graph(server.cloud(), CLOCK).mailbox(TOKEN);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anErrorOfGraphsIsReadWhole() {
        server.answer(404, """
                {"error":{"code":"ErrorItemNotFound","message":"The specified object was not found in the store.",
                 "innerError":{"code":"inner","date":"2026-11-20T09:59:58","request-id":"r-1","client-request-id":"c"}}}
                """);

        assertThat(mailbox.message("m")).isInstanceOfSatisfying(GraphReply.Refused.class, refused -> {
            assertThat(refused.error())
                    .isEqualTo(new GraphError(
                            404,
                            "ErrorItemNotFound",
                            "inner",
                            "The specified object was not found in the store.",
                            "r-1",
                            Instant.parse("2026-11-20T09:59:58Z"),
                            null));
            assertThat(refused.error().notFound()).isTrue();
            assertThat(refused.error().is("erroritemnotfound")).isTrue();
            assertThat(refused.error().is("INNER")).isTrue();
        });
    }

    @Test
    void aRejectedTokenIsToldFromAClaimsChallenge() {
        var claims = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
        var encoded = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        server.answer(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"expired\"}}")
                .answer(
                        401,
                        "{}",
                        Map.of(
                                "WWW-Authenticate",
                                "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"" + encoded + "\""));

        var plain = refusal(mailbox.me());
        var challenge = refusal(mailbox.me());

        assertThat(plain.tokenRejected()).isTrue();
        assertThat(plain.claimsChallenge()).isFalse();
        assertThat(challenge.tokenRejected()).isTrue();
        assertThat(challenge.claimsChallenge()).isTrue();
        assertThat(challenge.claims()).isEqualTo(claims);
    }

    @Test
    void aClaimsChallengeThatIsNotBase64IsKeptAsItCame() {
        server.answer(403, "", Map.of("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"{x}\""));

        assertThat(refusal(mailbox.me()).claims()).isEqualTo("{x}");
    }

    @Test
    void throttlingIsLaterWithTheTimeThatGraphNames() {
        var body = "{\"error\":{\"code\":\"ApplicationThrottled\",\"message\":\"over its MailboxConcurrency limit.\"}}";
        server.answer(429, body, Map.of("Retry-After", "2.5"))
                .answer(429, body)
                .answer(429, body, Map.of("Retry-After", "99999999999999"))
                .answer(429, "<html>busy</html>", Map.of("Retry-After", "Fri, 20 Nov 2026 10:00:07 GMT"));

        assertThat(retryAfter(mailbox.drafts().send("d"))).isEqualTo(Duration.ofMillis(2500));
        assertThat(retryAfter(mailbox.drafts().send("d"))).isNull();
        assertThat(retryAfter(mailbox.drafts().send("d"))).isEqualTo(Duration.ofDays(1));
        assertThat(retryAfter(mailbox.drafts().send("d"))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void busyAtTheDoorIsLaterButAGatewaysPageAfterASendIsUnclear() {
        server.answer(503, "{\"error\":{\"code\":\"serviceNotAvailable\"}}")
                .answer(503, "{\"error\":{\"code\":\"SomethingNew\"}}", Map.of("Retry-After", "3"))
                .answer(503, "{\"error\":{\"code\":\"SomethingNew\"}}")
                .answer(503, "<html>Service Unavailable</html>", Map.of("Retry-After", "3"))
                .answer(503, "<html>Service Unavailable</html>");

        assertThat(mailbox.drafts().send("d")).isInstanceOf(GraphReply.Later.class);
        assertThat(mailbox.drafts().send("d")).isInstanceOf(GraphReply.Later.class);
        assertThat(mailbox.drafts().send("d")).isInstanceOf(GraphReply.Unclear.class);
        assertThat(mailbox.drafts().send("d")).isInstanceOf(GraphReply.Unclear.class);
        assertThat(mailbox.message("m")).isInstanceOf(GraphReply.Later.class);
    }

    @Test
    void aSpentSendingQuotaIsLaterWhateverTheStatus() {
        server.answer(403, "{\"error\":{\"code\":\"ErrorExceededMessageLimit\"}}");

        assertThat(mailbox.drafts().send("d")).isInstanceOf(GraphReply.Later.class);
    }

    @Test
    void serverTroubleIsUnclearWhereSomethingMayHaveBeenDone() {
        for (var status : List.of(500, 502, 504, 408)) {
            server.answer(status, "<html>Bad Gateway</html>").answer(status, "<html>Bad Gateway</html>");

            assertThat(mailbox.drafts().send("d")).as("HTTP " + status).isInstanceOf(GraphReply.Unclear.class);
            assertThat(mailbox.message("m")).as("HTTP " + status).isInstanceOf(GraphReply.Later.class);
        }
    }

    @Test
    void aRefusalWithoutGraphsErrorIsStillARefusal() {
        for (var body :
                List.of("", "<html>Forbidden</html>", "[]", "{\"error\":\"text\"}", "{\"error\":{\"code\":7}}")) {
            server.answer(403, body);

            assertThat(refusal(mailbox.drafts().send("d")).code()).as(body).isEmpty();
        }
        server.answer(302, "", Map.of("Location", "https://evil.example/"));
        assertThat(refusal(mailbox.me()).status()).isEqualTo(302);
        assertThat(server.asked()).hasSize(6);
    }

    @Test
    void successWithACutOffBodyIsUnclearForTheDraftMayExist() {
        for (var body : List.of("{\"id\":\"m", "", "[]", "{}", "{\"id\":7}", "<html>")) {
            server.answer(201, body);

            assertThat(mailbox.drafts().create(GraphTest.draft(null))).as(body).isInstanceOf(GraphReply.Unclear.class);
        }
    }

    @Test
    void aResetAfterASendIsUnclear() throws IOException {
        try (var rude = new RawServer(connection -> connection.setSoLinger(true, 0))) {
            assertThat(new Graph(rude.cloud(), CLOCK).mailbox(TOKEN).drafts().send("d"))
                    .isInstanceOf(GraphReply.Unclear.class);
        }
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsUnclear() throws IOException {
        var hurried = new Http(HttpClient.newHttpClient(), 5, Duration.ofMillis(200));
        try (var slow = new RawServer(connection -> Thread.sleep(5_000))) {
            assertThat(new Graph(slow.cloud(), hurried, CLOCK)
                            .mailbox(TOKEN)
                            .drafts()
                            .send("d"))
                    .isInstanceOf(GraphReply.Unclear.class);
        }
    }

    @Test
    void whatNeverLeftIsLater() {
        server.close();

        assertThat(mailbox.drafts().send("d"))
                .isInstanceOfSatisfying(
                        GraphReply.Later.class,
                        later -> assertThat(later.error().status()).isZero());
    }

    @Test
    void noCallIsRepeated() {
        server.answer(429, "").answer(503, "").answer(500, "");

        mailbox.drafts().send("d");
        mailbox.drafts().send("d");
        mailbox.drafts().send("d");

        assertThat(server.asked()).hasSize(3);
    }

    private static GraphError refusal(GraphReply<?> reply) {
        return switch (reply) {
            case GraphReply.Refused<?>(var error) -> error;
            default -> throw new AssertionError("not refused: " + reply);
        };
    }

    private static @Nullable Duration retryAfter(GraphReply<?> reply) {
        return switch (reply) {
            case GraphReply.Later<?>(var error, var retryAfter) -> retryAfter;
            default -> throw new AssertionError("not later: " + reply);
        };
    }
}
