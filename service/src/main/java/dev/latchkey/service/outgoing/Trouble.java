package dev.latchkey.service.outgoing;

import dev.latchkey.service.diagnosis.Finding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a mail waits, failed or is in doubt; put into words for the reader by {@link OutgoingViews}. */
record Trouble(Why why, @Nullable Finding finding) {

    enum Why {
        /** Graph says no. */
        REFUSED,
        /** The message that it answers is gone. */
        ORIGINAL_GONE,
        /** Somebody deleted the draft before it was sent. */
        DRAFT_GONE,
        DISCONNECTED,
        /** The mailbox may not send any more. */
        SENDING_NOT_GRANTED,
        /** It could not be sent for days. */
        EXPIRED,
        /** Microsoft failed again and again, and it was never sent. */
        GAVE_UP,
        /** Microsoft was asked to send it and no trace tells whether it did. */
        UNKNOWN_OUTCOME,
        /** Waits for a person to connect the mailbox again. */
        RECONNECT_NEEDED,
        /** Waits because the mailbox is paused. */
        PAUSED,
        /** Waits because Microsoft asked for it, or does not answer. */
        BUSY;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Trouble of(Why why) {
        return new Trouble(why, null);
    }
}
