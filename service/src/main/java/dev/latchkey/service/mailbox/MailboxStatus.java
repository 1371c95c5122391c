package dev.latchkey.service.mailbox;

import java.util.Locale;

/** Where a mailbox stands. */
public enum MailboxStatus {
    CONNECTING,
    ACTIVE,
    NEEDS_RECONNECT,
    PAUSED,
    DISCONNECTED;

    /** As in the database and the API, such as {@code needs_reconnect}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MailboxStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
