package dev.latchkey.sandbox.exchange;

import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered to become of a mail that was accepted. Durations are of the sandbox's time.
 *
 * @param leavesAfter it leaves so much later, and a draft stays one until then; null: at once
 * @param copyAfter the copy in Sent Items comes so long after it has left; null: at once
 * @param copy null: as the sender wants it
 * @param secondSend what is answered to whoever sends the draft again before it has left; null: {@code REFUSED}
 */
public record SendFault(
        @Nullable Duration leavesAfter,
        @Nullable Duration copyAfter,
        @Nullable Copy copy,
        @Nullable SecondSend secondSend) {

    /** The copy in Sent Items. */
    public enum Copy {
        MISSING
    }

    /** No page of Microsoft's says whether sending a draft is idempotent. */
    public enum SecondSend {
        /** As for a message that is no draft: it leaves once. */
        REFUSED,
        /** It is carried out too: the mail leaves twice. */
        ACCEPTED
    }

    static final SendFault NONE = new SendFault(null, null, null, null);

    /** Whether anything is ordered at all, and not for the past. */
    public boolean sensible() {
        return !lateBy(leavesAfter).isNegative()
                && !lateBy(copyAfter).isNegative()
                && (leavesAfter != null || copyAfter != null || copy != null);
    }

    Duration leaves() {
        return lateBy(leavesAfter);
    }

    Duration copies() {
        return leaves().plus(lateBy(copyAfter));
    }

    boolean keepsCopy() {
        return copy != Copy.MISSING;
    }

    boolean acceptsSecondSend() {
        return secondSend == SecondSend.ACCEPTED;
    }

    private static Duration lateBy(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }

    /** For the ledger. */
    @Override
    public String toString() {
        var told = new StringJoiner(", ");
        if (leavesAfter != null) {
            told.add("leaves after " + leavesAfter);
        }
        if (copyAfter != null) {
            told.add("copy after " + copyAfter);
        }
        if (copy != null) {
            told.add("copy " + copy);
        }
        return told.toString();
    }
}
