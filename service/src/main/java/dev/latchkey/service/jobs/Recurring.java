package dev.latchkey.service.jobs;

import java.time.Duration;

/** Work of the whole installation that one node at a time does every so often. */
public interface Recurring {

    String name();

    /** The pause between the end of one run and the begin of the next. */
    Duration every();

    void run();
}
