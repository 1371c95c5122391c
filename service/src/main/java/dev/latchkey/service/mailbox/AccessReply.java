package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.service.diagnosis.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a mailbox can be used now. */
public sealed interface AccessReply {

    record Fresh(AccessToken token) implements AccessReply {}

    /** Not until a person has connected it again; the mailbox says so already. */
    record ReconnectNeeded(Finding finding) implements AccessReply {}

    /** Nothing is wrong with the mailbox; come again. {@code finding} says why, where Microsoft said no or nothing. */
    record TryLater(Instant at, @Nullable Finding finding) implements AccessReply {}

    /** Paused, disconnected or unknown: leave it alone. */
    record NotInUse(String reason) implements AccessReply {}
}
