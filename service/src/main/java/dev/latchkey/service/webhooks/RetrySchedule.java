package dev.latchkey.service.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a delivery that failed is tried again: eight attempts over 27 hours and a half. */
final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    /** Part of the pause by which it is longer or shorter, so that a receiver that was down isn't met by everything at once. */
    private static final double JITTER = 0.1;

    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private RetrySchedule() {}

    /**
     * The pause after that many failed attempts; empty when there have been enough.
     *
     * @param wish the receiver's {@code Retry-After}, which lengthens the pause up to a day but never shortens it
     * @param random from 0 to 1
     */
    static Optional<Duration> pauseAfter(int attempts, @Nullable Duration wish, double random) {
        if (attempts > PAUSES.size()) {
            return Optional.empty();
        }
        var planned = PAUSES.get(attempts - 1).toMillis();
        var pause = Duration.ofMillis(Math.round(planned * (1 - JITTER + 2 * JITTER * random)));
        if (wish == null || wish.compareTo(pause) <= 0) {
            return Optional.of(pause);
        }
        return Optional.of(wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish);
    }
}
