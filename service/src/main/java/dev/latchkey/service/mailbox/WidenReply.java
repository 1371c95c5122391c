package dev.latchkey.service.mailbox;

import dev.latchkey.service.diagnosis.Finding;
import java.time.Instant;

/** What came of asking for more than a mailbox may do. */
public sealed interface WidenReply {

    /** It may now, and has been upgraded. */
    record Widened(Mailbox mailbox) implements WidenReply {}

    /** Microsoft refuses still; nothing has changed. */
    record NotYet(Finding finding) implements WidenReply {}

    /** Nothing was learnt. */
    record TryLater(Instant at) implements WidenReply {}
}
