package dev.latchkey.service.connect;

import java.util.Locale;

/** What a member says Microsoft showed; Microsoft sends nothing back with these pages. */
enum Shown {
    /** With a box for a reason, and "Request sent" after it. */
    APPROVAL_REQUIRED,
    /** With no way to ask. */
    NEED_ADMIN_APPROVAL,
    /** "You cannot access this right now": a Conditional Access policy. */
    CANNOT_ACCESS;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
