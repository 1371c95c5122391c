package dev.latchkey.sandbox.entra;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a mailbox answers while its owner is away.
 *
 * @param to null: until it is taken away
 * @see <a href="https://learn.microsoft.com/graph/api/resources/automaticrepliessetting">automaticRepliesSetting</a>
 */
public record AutomaticReply(
        String text, Instant from, @Nullable Instant to) {

    public AutomaticReply {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(from, "from");
        if (to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException("ends before it begins");
        }
    }

    public boolean isOn(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }
}
