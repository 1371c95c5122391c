package dev.latchkey.microsoft.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.RawServer;
import dev.latchkey.microsoft.RefreshToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokenRefusalTest {

    private static final String TRACE = "11111111-1111-4111-8111-111111111111";
    private static final String CORRELATION = "22222222-2222-4222-8222-222222222222";

    private final SimulatedEntra microsoft = new SimulatedEntra();

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void aRefusalIsReadWhole() {
        microsoft.server.answer(400, """
                {"error":"invalid_grant","error_description":"AADSTS50173: The grant has expired.\\r\\nTrace ID: %1$s",
                 "error_codes":[50173],"timestamp":"2026-11-20 09:59:59Z","trace_id":"%1$s","correlation_id":"%2$s",
                 "error_uri":"https://x","suberror":"bad_token","claims":"{\\"access_token\\":{}}"}
                """.formatted(TRACE, CORRELATION));

        assertThat(refresh())
                .isEqualTo(new TokenReply.Refused(new EntraError(
                        "invalid_grant",
                        "bad_token",
                        List.of(50173),
                        "AADSTS50173: The grant has expired.\r\nTrace ID: " + TRACE,
                        CORRELATION,
                        TRACE,
                        "2026-11-20 09:59:59Z",
                        "{\"access_token\":{}}")));
    }

    @Test
    void whatTheFieldsLackTheDescriptionTells() {
        for (var separator : List.of("\\r\\n", " ", "\\n")) {
            microsoft.server.answer(401, """
                    {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret.%1$sTrace ID: %2$s\
                    %1$sCorrelation ID: %3$s%1$sTimestamp: 2026-11-20 09:59:59Z"}
                    """.formatted(separator, TRACE, CORRELATION));

            assertThat(refresh()).isInstanceOfSatisfying(TokenReply.Refused.class, refused -> {
                assertThat(refused.error().codes()).containsExactly(7000215);
                assertThat(refused.error().traceId()).isEqualTo(TRACE);
                assertThat(refused.error().correlationId()).isEqualTo(CORRELATION);
                assertThat(refused.error().timestamp()).isEqualTo("2026-11-20 09:59:59Z");
                assertThat(refused.error().suberror()).isNull();
                assertThat(refused.error().claims()).isNull();
            });
        }
    }

    @Test
    void aRefusalOfOneWordIsEnough() {
        microsoft.server.answer(400, "{\"error\":\"invalid_grant\",\"error_codes\":\"none\",\"suberror\":7}");

        assertThat(refresh())
                .isEqualTo(new TokenReply.Refused(
                        new EntraError("invalid_grant", null, List.of(), "", null, null, null, null)));
    }

    @Test
    void theCodeOfTheDescriptionComesBeforeThoseOfTheList() {
        microsoft.server.answer(
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS65001: no\",\"error_codes\":[70000,65001]}");

        assertThat(refresh())
                .isInstanceOfSatisfying(
                        TokenReply.Refused.class,
                        refused -> assertThat(refused.error().codes()).containsExactly(65001, 70000));
    }

    @Test
    void passingTroubleIsNoRefusal() {
        var refusal = "{\"error\":\"temporarily_unavailable\",\"error_description\":\"AADSTS90033: wait\"}";
        microsoft
                .server
                .answer(429, "{\"error\":\"invalid_grant\"}", Map.of("Retry-After", "7"))
                .answer(400, refusal, Map.of("Retry-After", "1.5"))
                .answer(503, "{\"error\":\"invalid_grant\"}", Map.of("Retry-After", "Fri, 20 Nov 2026 10:01:00 GMT"))
                .answer(500, refusal);

        assertThat(retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter()).isEqualTo(Duration.ofMillis(1500));
        assertThat(retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(refresh()).isInstanceOfSatisfying(TokenReply.Unreachable.class, trouble -> {
            assertThat(trouble.retryAfter()).isNull();
            assertThat(Objects.requireNonNull(trouble.error()).codes()).containsExactly(90033);
        });
    }

    @Test
    void whatIsNoAnswerOfATokenEndpointIsUnreachable() {
        var answers = List.of("", "<html>Blocked by proxy</html>", "[]", "{\"error\":{\"code\":\"x\"}}", "{\"acc");
        for (var status : List.of(200, 302, 400, 403, 502)) {
            for (var body : answers) {
                microsoft.server.answer(status, body);

                assertThat(refresh()).as(status + " " + body).isInstanceOf(TokenReply.Unreachable.class);
            }
        }
    }

    @Test
    void tokensThatCannotBeTokensAreNotTakenAndNotTold() {
        microsoft.server.answer(200, "{\"access_token\":\"top\\r\\nsecret\",\"expires_in\":10}");

        assertThat(refresh()).isInstanceOf(TokenReply.Unreachable.class);
    }

    @Test
    void aLostConnectionIsUnreachableAndTellsNoSecret() throws IOException {
        try (var rude = new RawServer(connection -> connection.setSoLinger(true, 0))) {
            var entra = new Entra(
                    rude.cloud(), new AppRegistration("client", new ClientSecret("s3cret")), Clock.systemUTC());

            var reply = entra.refresh("organizations", new RefreshToken("r-secret"), Set.of());

            assertThat(reply).isInstanceOf(TokenReply.Unreachable.class);
            assertThat(reply.toString()).doesNotContain("secret");
        }
    }

    @Test
    void anOldAndANewSecretOverlapAndTheOneThatWasTakenGoesFirst() {
        var both = new SimulatedEntra(
                new AppRegistration(SimulatedEntra.CLIENT, List.of(new ClientSecret("old"), new ClientSecret("new"))));
        var tokens = "{\"access_token\":\"a\",\"expires_in\":3600,\"scope\":\"Mail.Send\"}";
        both.server.answer(401, "{\"error\":\"invalid_client\"}");
        both.server.answer(200, tokens);
        both.server.answer(200, tokens);

        for (var time = 0; time < 2; time++) {
            assertThat(both.entra.refresh("organizations", new RefreshToken("r-1"), Set.of("Mail.Send")))
                    .isInstanceOf(TokenReply.Granted.class);
        }

        assertThat(both.server.asked().stream().map(asked -> asked.body().replaceAll(".*client_secret=(\\w+).*", "$1")))
                .containsExactly("old", "new", "new");
    }

    private TokenReply refresh() {
        return microsoft.entra.refresh("organizations", new RefreshToken("r-1"), Set.of("Mail.Send"));
    }

    private Duration retryAfter() {
        return refresh() instanceof TokenReply.Unreachable(var reason, var retryAfter, var error) && retryAfter != null
                ? retryAfter
                : Duration.ofSeconds(-1);
    }
}
