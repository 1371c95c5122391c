package dev.latchkey.service.jobs;

import java.time.Instant;

/** What a job wants to happen next. */
public sealed interface Next {

    /** Nothing: the work is over. */
    record Done() implements Next {}

    /** The same job again, not before that time. */
    record Again(Instant at) implements Next {}
}
