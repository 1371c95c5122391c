package dev.latchkey.service.outgoing;

import dev.latchkey.service.mailbox.Mailbox;
import org.jspecify.annotations.Nullable;

/** Whether a checked mail can be taken on for a mailbox. */
sealed interface Weighed {

    /** @param replyToGraphId Graph's id of the message that it answers */
    record Ready(
            Mailbox mailbox, Checked.Fine request, @Nullable String replyToGraphId) implements Weighed {}

    record Declined(Submission why) implements Weighed {}
}
