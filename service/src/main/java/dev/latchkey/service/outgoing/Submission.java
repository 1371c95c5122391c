package dev.latchkey.service.outgoing;

import java.util.List;

/** What becomes of a request to send. */
sealed interface Submission {

    /** Its intent is written down; it will be sent. */
    record Accepted(OutgoingView outgoing) implements Submission {}

    record NoSuchMailbox() implements Submission {}

    /** @param code of the problem, such as {@code mailbox_paused} */
    record NotReady(String code) implements Submission {}

    record Flawed(List<Flaw> flaws) implements Submission {

        static Flawed of(Flaw flaw) {
            return new Flawed(List.of(flaw));
        }
    }
}
