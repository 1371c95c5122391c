package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.diagnosis.Finding;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one run of the job ended. */
sealed interface Attempt {

    /** @param copy what is known of the mail in the mailbox; null where it may not be read */
    record Sent(@Nullable Message copy) implements Attempt {}

    /** It surely has not left, and trying again cannot help. */
    record Failed(Trouble trouble) implements Attempt {}

    record InDoubt() implements Attempt {}

    /**
     * The last call was surely not carried out.
     *
     * @param after at the earliest; null where nobody named a time
     */
    record NotNow(@Nullable Duration after, Trouble trouble) implements Attempt {

        static NotNow busy(@Nullable Duration after, GraphError error) {
            return new NotNow(after, new Trouble(Trouble.Why.BUSY, Finding.atGraph(error)));
        }

        static NotNow silent() {
            return new NotNow(null, Trouble.of(Trouble.Why.BUSY));
        }
    }

    /** Whether the last call was carried out has to show; look then. */
    record Unclear(Instant at) implements Attempt {}

    /** Nothing shows yet; look again then. */
    record Looking(Instant at) implements Attempt {}

    /** Enough calls for this mailbox are under way. */
    record Crowded() implements Attempt {}

    /** Graph did not take the token. */
    record TokenRejected() implements Attempt {}

    /** It was cancelled meanwhile, or a newer run is at work. */
    record Overtaken() implements Attempt {}

    /** What a refusal means while the mail surely has not left. */
    static Attempt refused(GraphError error) {
        return error.tokenRejected()
                ? new TokenRejected()
                : new Failed(new Trouble(Trouble.Why.REFUSED, Finding.atGraph(error)));
    }
}
