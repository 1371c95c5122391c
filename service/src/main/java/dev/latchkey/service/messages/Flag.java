package dev.latchkey.service.messages;

import java.util.Locale;

/** The follow-up flag. */
public enum Flag {
    NONE,
    FLAGGED,
    COMPLETE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Flag ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
