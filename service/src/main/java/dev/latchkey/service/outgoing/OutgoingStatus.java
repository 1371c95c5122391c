package dev.latchkey.service.outgoing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an outgoing mail stands. */
enum OutgoingStatus {
    QUEUED,
    SCHEDULED,
    /** Microsoft was asked to send it, and the answer is not known yet. */
    SENDING,
    SENT,
    /** Nobody can tell whether it has left; it is not sent again by itself. */
    IN_DOUBT,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen by itself. */
    boolean over() {
        return switch (this) {
            case QUEUED, SCHEDULED, SENDING -> false;
            case SENT, IN_DOUBT, FAILED, CANCELLED -> true;
        };
    }

    /** Whether it surely has not left yet, so that it can be held back. */
    boolean cancellable() {
        return this == QUEUED || this == SCHEDULED;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static OutgoingStatus read(String name) {
        return ofWireName(name).orElseThrow();
    }

    static Optional<OutgoingStatus> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(name))
                .findFirst();
    }
}
