package dev.latchkey.microsoft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void wholeAndDecimalSecondsAreRead() {
        assertThat(RetryAfter.parse("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("2.128", NOW)).isEqualTo(Duration.ofMillis(2128));
        assertThat(RetryAfter.parse("0.0001", NOW)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void anHttpDateIsRead() {
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 10:01:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 09:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
    }

    @Test
    void noWishIsLongerThanADay() {
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isEqualTo(Duration.ofDays(1));
        assertThat(RetryAfter.parse("Sun, 20 Nov 2044 10:00:00 GMT", NOW)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void nonsenseIsNoWish() {
        for (var nonsense : List.of("", "-5", "soon", "1e9", "NaN", "9".repeat(5000), "20 Nov 2026", "٣")) {
            assertThat(RetryAfter.parse(nonsense, NOW)).as(nonsense).isNull();
        }
    }
}
