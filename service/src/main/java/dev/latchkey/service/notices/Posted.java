package dev.latchkey.service.notices;

/** What became of a mail of ours. */
sealed interface Posted {

    record Accepted() implements Posted {}

    /** For good: there is no such address, or it takes no mail from us. */
    record Refused(String reason) implements Posted {}

    record Later(String reason) implements Posted {}
}
