package dev.latchkey.microsoft.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The Retry-After header (RFC 9110 §10.2.3): whole seconds or an HTTP-date, and from Graph also decimal seconds.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling">Graph throttling guidance</a>
 */
public final class RetryAfter {

    /** Nothing Microsoft throttles stays so for longer; a longer wish is a mistake or an attack. */
    static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** The wish of that answer, between nothing and a day, or null where it has none that can be read. */
    public static @Nullable Duration of(HttpReply.Answer answer, Clock clock) {
        return answer.header("Retry-After")
                .map(value -> parse(value.strip(), clock.instant()))
                .orElse(null);
    }

    static @Nullable Duration parse(String value, Instant now) {
        try {
            var wish = value.matches("\\d{1,20}(\\.\\d{1,20})?")
                    ? seconds(value)
                    : Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
            if (wish.isNegative()) {
                return Duration.ZERO;
            }
            return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration seconds(String value) {
        var millis = new BigDecimal(value).movePointRight(3).setScale(0, RoundingMode.CEILING);
        return Duration.ofMillis(
                millis.min(BigDecimal.valueOf(LONGEST.toMillis())).longValueExact());
    }
}
