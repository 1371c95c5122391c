package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.service.diagnosis.Finding;
import java.time.Instant;

/** Whether a mailbox can be used now. */
public sealed interface AccessReply {

    record Fresh(AccessToken token) implements AccessReply {}

    /** Not until a person has connected it again; the mailbox says so already. */
    record ReconnectNeeded(Finding finding) implements AccessReply {}

    /** Nothing is wrong with the mailbox; come again. */
    record TryLater(Instant at, String reason) implements AccessReply {}

    /** Paused, disconnected or unknown: leave it alone. */
    record NotInUse(String reason) implements AccessReply {}
}
