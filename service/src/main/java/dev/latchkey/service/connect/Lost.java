package dev.latchkey.service.connect;

import dev.latchkey.service.diagnosis.Cause;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an answer of Microsoft's belongs to no attempt that waits for it. */
enum Lost {
    UNKNOWN(Cause.ATTEMPT_UNKNOWN),
    USED(Cause.ATTEMPT_USED),
    EXPIRED(Cause.ATTEMPT_EXPIRED);

    private final Cause cause;

    Lost(Cause cause) {
        this.cause = cause;
    }

    Cause cause() {
        return cause;
    }

    /** Of the page that says it. */
    String path() {
        return "/connect/lost/" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Lost> at(String lastStep) {
        return Arrays.stream(values())
                .filter(lost -> lost.path().endsWith("/" + lastStep))
                .findFirst();
    }
}
