package dev.latchkey.microsoft.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to change on a message that exists; null leaves as it is. */
public record MessageChange(
        @Nullable Boolean isRead,
        @Nullable FlagStatus flag,
        @Nullable List<String> categories) {

    public static MessageChange read(boolean isRead) {
        return new MessageChange(isRead, null, null);
    }
}
