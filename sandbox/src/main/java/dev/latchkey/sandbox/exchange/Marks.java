package dev.latchkey.sandbox.exchange;

import java.util.List;

/**
 * What the owner of the mailbox can change on any message.
 *
 * @param inference {@code focused} or {@code other}
 */
public record Marks(boolean read, Flag flag, List<String> categories, String inference) {

    public static final Marks UNREAD = new Marks(false, Flag.NONE, List.of(), "focused");
    public static final Marks READ = new Marks(true, Flag.NONE, List.of(), "focused");

    public Marks withRead(boolean isRead) {
        return new Marks(isRead, flag, categories, inference);
    }

    public Marks withFlag(Flag changed) {
        return new Marks(read, changed, categories, inference);
    }

    public Marks withCategories(List<String> changed) {
        return new Marks(read, flag, changed, inference);
    }

    public Marks withInference(String changed) {
        return new Marks(read, flag, categories, changed);
    }
}
