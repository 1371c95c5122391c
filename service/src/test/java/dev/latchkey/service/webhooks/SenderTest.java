package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.webhooks.SendReply.Answered;
import dev.latchkey.service.webhooks.SendReply.Unanswered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SenderTest {

    private static final Message MESSAGE = new Message(Map.of("webhook-id", "evt_1"), "{}");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    private final Receiver receiver = new Receiver();
    private final Sender sender =
            new Sender(PrivateAddressesTest.lookup("http://localhost:8080", "false"), CLOCK, Duration.ofSeconds(1));

    @AfterEach
    void stop() {
        sender.close();
        receiver.close();
    }

    @Test
    void tellsStatusAndBeginningOfTheAnswer() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(500, 4);
            exchange.getResponseBody().write("oops".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(post()).isEqualTo(new Answered(500, "oops", null));
    }

    @Test
    void retryAfterMayBeSecondsOrATime() {
        receiver.answers(Receiver.status(503, "Retry-After", "120"));
        assertThat(post()).isEqualTo(new Answered(503, "", Duration.ofMinutes(2)));

        receiver.answers(Receiver.status(429, "Retry-After", "Mon, 23 Nov 2026 10:05:00 GMT"));
        assertThat(post()).isEqualTo(new Answered(429, "", Duration.ofMinutes(5)));

        receiver.answers(Receiver.status(429, "Retry-After", "soon"));
        assertThat(post()).isEqualTo(new Answered(429, "", null));
    }

    @Test
    void redirectsAreNotFollowed() {
        try (var elsewhere = new Receiver()) {
            for (var status : new int[] {301, 302, 303, 307, 308}) {
                receiver.answers(
                        Receiver.status(status, "Location", elsewhere.url().toString()));
                assertThat(post()).isEqualTo(new Answered(status, "", null));
            }
            assertThat(elsewhere.waiting()).isZero();
        }
    }

    @Test
    void anEndlessBodyIsCutOffAndTheAnswerCounts() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var much = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(much);
            }
        });
        assertThat(post())
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.beginning()).hasSize(4096));
    }

    @Test
    void aReceiverThatHangsOrDripsIsGivenUpInTime() {
        var end = new CountDownLatch(1);
        receiver.answers(exchange -> await(end, 60_000));
        assertThat(post()).isEqualTo(new Unanswered("No answer within 1 seconds.", true));

        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!await(end, 50)) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
            }
        });
        assertThat(post()).isEqualTo(new Unanswered("No answer within 1 seconds.", true));
        end.countDown();
    }

    @Test
    void aClosedPortIsSaidPlainly() {
        receiver.close();
        assertThat(post()).isEqualTo(new Unanswered("The connection was refused.", false));
    }

    @Test
    void theAddressIsCheckedWhenConnecting() {
        try (var careful = new Sender(
                PrivateAddressesTest.lookup("https://latchkey.example", "false"), CLOCK, Duration.ofSeconds(1))) {
            assertThat(careful.post(receiver.url(), MESSAGE))
                    .isEqualTo(new Unanswered("127.0.0.1 leads to a private address.", false));
            assertThat(careful.post(URI.create("https://localhost/"), MESSAGE))
                    .isEqualTo(new Unanswered("localhost leads to a private address.", false));
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void connectionsAreUsedAgain() {
        var ports = new HashSet<Integer>();
        receiver.answers(exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(204, -1);
        });
        for (var round = 0; round < 3; round++) {
            assertThat(post()).isEqualTo(new Answered(204, "", null));
        }
        assertThat(ports).hasSize(1);
    }

    private SendReply post() {
        return sender.post(receiver.url(), MESSAGE);
    }

    private static boolean await(CountDownLatch end, int milliseconds) {
        try {
            return end.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
