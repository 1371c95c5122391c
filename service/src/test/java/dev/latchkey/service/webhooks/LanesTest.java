package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.webhooks.Lanes.Passage;
import dev.latchkey.service.webhooks.Lanes.Passage.Full;
import dev.latchkey.service.webhooks.Lanes.Passage.Through;
import dev.latchkey.service.webhooks.SendReply.Answered;
import dev.latchkey.service.webhooks.SendReply.Unanswered;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final SendReply OK = new Answered(200, "", null);
    private static final SendReply HUNG = new Unanswered("No answer.", true);

    private final Lanes lanes = new Lanes(Clock.fixed(NOW, ZoneOffset.UTC));
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void afterItHungAnEndpointGetsOnePostAtATimeAndTheOthersComeAgainInTurn() throws InterruptedException {
        assertThat(lanes.pass("dead", () -> HUNG)).isEqualTo(new Through(HUNG));
        enterAndStay("dead", 1);

        assertThat(comeAgain("dead")).isEqualTo(NOW.plusMillis(100));
        assertThat(comeAgain("dead")).isEqualTo(NOW.plusMillis(200));
        assertThat(lanes.pass("alive", () -> OK)).isEqualTo(new Through(OK));
    }

    @Test
    void anEndpointThatAnswersAgainHasItsWholeLaneBack() throws InterruptedException {
        lanes.pass("sick", () -> HUNG);
        lanes.pass("sick", () -> OK);
        enterAndStay("sick", Lanes.WIDTH);
    }

    @Test
    void aFullLaneTurnsAwayAndLeavesTheNextOneAlone() throws InterruptedException {
        enterAndStay("slow", Lanes.WIDTH);

        assertThat(lanes.pass("slow", () -> OK)).isInstanceOf(Full.class);
        assertThat(lanes.pass("quick", () -> OK)).isEqualTo(new Through(OK));
    }

    @Test
    void anExceptionGivesThePlaceBack() throws InterruptedException {
        for (var round = 0; round < 2 * Lanes.WIDTH; round++) {
            try {
                lanes.pass("broken", () -> {
                    throw new IllegalStateException("a bug");
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("a bug");
            }
        }
        enterAndStay("broken", Lanes.WIDTH);
    }

    private Instant comeAgain(String endpoint) {
        Passage passage = lanes.pass(endpoint, () -> OK);
        assertThat(passage).isInstanceOf(Full.class);
        return ((Full) passage).comeAgain();
    }

    private void enterAndStay(String endpoint, int posts) throws InterruptedException {
        var entered = new CountDownLatch(posts);
        for (var post = 0; post < posts; post++) {
            Thread.ofVirtual()
                    .start(() -> lanes.pass(endpoint, () -> {
                        entered.countDown();
                        stay();
                        return OK;
                    }));
        }
        entered.await();
    }

    private void stay() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
