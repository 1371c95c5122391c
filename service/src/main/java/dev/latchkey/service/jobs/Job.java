package dev.latchkey.service.jobs;

import dev.latchkey.service.db.WorkspaceId;

/**
 * A piece of durable work, shallow: a name, the id of what it works on, and one call. It can be run again after a crash at
 * any line, and the network is called outside transactions.
 */
public interface Job {

    /** Stays the same over releases: it is stored with every scheduled run. */
    String name();

    /** Does the work and says what happens next; an exception means: again later, with growing pauses. */
    Next run(WorkspaceId workspace, String id);
}
