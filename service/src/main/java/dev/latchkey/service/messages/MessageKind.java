package dev.latchkey.service.messages;

import java.util.Locale;

/** What an incoming message is. */
public enum MessageKind {
    ORDINARY,
    /** Answers a message that was sent from this mailbox. */
    REPLY,
    /** Says that a message could not be delivered (RFC 3464). */
    BOUNCE,
    /** Written by a machine, such as an out-of-office note (RFC 3834). */
    AUTOMATIC;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MessageKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
