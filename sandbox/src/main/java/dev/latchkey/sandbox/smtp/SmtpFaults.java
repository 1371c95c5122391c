package dev.latchkey.sandbox.smtp;

import java.util.Optional;

/** What was ordered to go wrong with the next command of that kind. */
@FunctionalInterface
public interface SmtpFaults {

    /**
     * A reply, such as 554 and {@code 5.2.252 SendAsDenied}.
     *
     * @param text with its enhanced status code
     */
    record Reply(int status, String text) {}

    /** @param verb such as {@code MAIL}, in capitals; {@code CONTENT} once a mail has been transmitted */
    Optional<Reply> meet(String verb);
}
