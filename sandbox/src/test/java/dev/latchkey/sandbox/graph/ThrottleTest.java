package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.store.SandboxClock;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final SandboxClock clock = new SandboxClock();
    private final Throttle throttle = new Throttle(Store.inMemory(), clock);

    @Test
    void theFifthRequestAtOnceToOneMailboxIsRefusedAndTheNextOneIsNot() throws Exception {
        var inside = new CountDownLatch(4);
        var leave = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < 4; number++) {
                threads.execute(() -> throttle.within("app", "adele", 0, () -> hold(inside, leave)));
            }
            inside.await();

            assertThatThrownBy(() -> throttle.within("app", "adele", 0, () -> "fifth"))
                    .isInstanceOfSatisfying(
                            GraphProblem.class,
                            problem -> assertThat(problem.status()).isEqualTo(429));
            assertThat(throttle.within("app", "alex", 0, () -> "another mailbox"))
                    .isEqualTo("another mailbox");
            assertThat(throttle.within("other", "adele", 0, () -> "another app"))
                    .isEqualTo("another app");
            leave.countDown();
        }
        assertThat(throttle.within("app", "adele", 0, () -> "afterwards")).isEqualTo("afterwards");
    }

    @Test
    void tenThousandRequestsToOneMailboxAreEnoughForTenMinutes() {
        for (var number = 0; number < 10_000; number++) {
            clock.move(Duration.ofMillis(1));
            throttle.within("app", "adele", 0, () -> "done");
        }

        assertThatThrownBy(() -> throttle.within("app", "adele", 0, () -> "one too many"))
                .isInstanceOfSatisfying(GraphProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.code()).isEqualTo("ApplicationThrottled");
                    assertThat(Integer.parseInt(problem.headers().getOrDefault("Retry-After", "")))
                            .isBetween(580, 600);
                });
        clock.move(Duration.ofMinutes(10));
        assertThat(throttle.within("app", "adele", 0, () -> "afterwards")).isEqualTo("afterwards");
    }

    @Test
    void uploadsToOneMailboxAreCountedInBytes() {
        var most = 150 * 1024 * 1024;
        throttle.within("app", "adele", most, () -> "done");

        assertThatThrownBy(() -> throttle.within("app", "adele", 1, () -> "a byte too many"))
                .isInstanceOf(GraphProblem.class);
        assertThat(throttle.within("app", "adele", 0, () -> "reading")).isEqualTo("reading");
        assertThat(throttle.within("app", "alex", most, () -> "another mailbox"))
                .isEqualTo("another mailbox");
        clock.move(Duration.ofMinutes(5));
        assertThat(throttle.within("app", "adele", 1, () -> "afterwards")).isEqualTo("afterwards");
    }

    @Test
    void anApplicationIsCountedOverAllMailboxesWithinASecond() {
        var throttle = new Throttle(Store.inMemory(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        for (var number = 0; number < 2_000; number++) {
            throttle.within("app", "mailbox " + number, 0, () -> "done");
        }

        assertThatThrownBy(() -> throttle.within("app", "one more", 0, () -> "one too many"))
                .isInstanceOfSatisfying(
                        GraphProblem.class,
                        problem -> assertThat(problem.code()).isEqualTo("TooManyRequests"));
    }

    private static String hold(CountDownLatch inside, CountDownLatch leave) {
        inside.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "done";
    }
}
