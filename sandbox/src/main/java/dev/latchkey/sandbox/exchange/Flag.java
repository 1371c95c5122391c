package dev.latchkey.sandbox.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The follow-up flag; its times are pairs of {@code dateTime} and {@code timeZone}.
 *
 * @param status one of Microsoft's {@code followupFlagStatus} values, such as {@code notFlagged}
 */
public record Flag(
        String status,
        @Nullable Map<String, String> start,
        @Nullable Map<String, String> due,
        @Nullable Map<String, String> completed) {

    public static final Flag NONE = new Flag("notFlagged", null, null, null);
}
