package dev.latchkey.service.outgoing;

import java.time.Duration;

/** Growing pauses between attempts. */
final class Pauses {

    private Pauses() {}

    /** One second before the first repetition, doubled before each further one. */
    static Duration before(int attempt, Duration longest) {
        var pause = Duration.ofSeconds(1L << Math.min(Math.max(attempt - 1, 0), 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
