package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final double NO_JITTER = 0.5;

    @Test
    void sevenRetriesFollowTheFirstAttempt() {
        assertThat(IntStream.rangeClosed(1, 7)
                        .mapToObj(attempts -> RetrySchedule.pauseAfter(attempts, null, NO_JITTER)
                                .orElseThrow()))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(10));
        assertThat(RetrySchedule.pauseAfter(8, null, NO_JITTER)).isEmpty();
        assertThat(RetrySchedule.pauseAfter(8, Duration.ofMinutes(1), NO_JITTER))
                .isEmpty();
    }

    @Test
    void jitterIsATenthEitherWay() {
        assertThat(RetrySchedule.pauseAfter(2, null, 0)).contains(Duration.ofSeconds(270));
        assertThat(RetrySchedule.pauseAfter(2, null, 1)).contains(Duration.ofSeconds(330));
    }

    @Test
    void retryAfterLengthensAPauseUpToADayAndNeverShortensIt() {
        assertThat(RetrySchedule.pauseAfter(1, Duration.ofMinutes(2), NO_JITTER))
                .contains(Duration.ofMinutes(2));
        assertThat(RetrySchedule.pauseAfter(3, Duration.ofMinutes(2), NO_JITTER))
                .contains(Duration.ofMinutes(30));
        assertThat(RetrySchedule.pauseAfter(1, Duration.ofDays(400), NO_JITTER)).contains(Duration.ofDays(1));
        assertThat(RetrySchedule.pauseAfter(1, Duration.ofSeconds(-7), NO_JITTER))
                .contains(Duration.ofSeconds(5));
    }
}
