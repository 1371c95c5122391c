package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final Throttle throttle = new Throttle();

    @Test
    void theFifthRequestAtOnceToOneMailboxIsRefusedAndTheNextOneIsNot() throws Exception {
        var inside = new CountDownLatch(4);
        var leave = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < 4; number++) {
                threads.execute(() -> throttle.within("app", "adele", () -> hold(inside, leave)));
            }
            inside.await();

            assertThatThrownBy(() -> throttle.within("app", "adele", () -> "fifth"))
                    .isInstanceOfSatisfying(
                            GraphProblem.class,
                            problem -> assertThat(problem.status()).isEqualTo(429));
            assertThat(throttle.within("app", "alex", () -> "another mailbox")).isEqualTo("another mailbox");
            assertThat(throttle.within("other", "adele", () -> "another app")).isEqualTo("another app");
            leave.countDown();
        }
        assertThat(throttle.within("app", "adele", () -> "afterwards")).isEqualTo("afterwards");
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
