package dev.latchkey.service.approval;

import java.util.Locale;
import java.util.Set;

/** Whether the administrators of a tenant let us in. */
enum Consent {
    UNKNOWN,
    NEEDED,
    /** A member has asked by Microsoft's own page. */
    REQUESTED,
    /** A callback says that it was granted; nothing proves it yet. */
    REPORTED,
    GRANTED,
    /** Some of what is asked for. */
    PARTIAL,
    REVOKED,
    /** A policy of the tenant stands in the way, not consent. */
    BLOCKED;

    private static final Set<Consent> SETTLED = Set.of(GRANTED, PARTIAL);

    public boolean settled() {
        return SETTLED.contains(this);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Consent ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
