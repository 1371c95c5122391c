package dev.latchkey.service.notices;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A kind of thing to tell people. */
public interface Occasion {

    /** Stays the same over releases: it is stored with every notice. */
    String name();

    /** After a mail of this kind a person gets no other for so long; what comes meanwhile is told together. */
    default Duration quiet() {
        return Duration.ZERO;
    }

    /**
     * What to tell one person, now that the mail leaves: in a transaction of the workspace.
     *
     * @param notices all that is due for them, at least one
     * @return empty where there is nothing to tell any more
     */
    Optional<Letter> letter(List<Notice> notices);
}
