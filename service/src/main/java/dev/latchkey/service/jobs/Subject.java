package dev.latchkey.service.jobs;

import dev.latchkey.service.db.WorkspaceId;
import java.nio.charset.StandardCharsets;

/** What a run of a job works on, as stored with the run. */
record Subject(WorkspaceId workspace, String id) {

    byte[] bytes() {
        return (workspace.value() + '\n' + id).getBytes(StandardCharsets.UTF_8);
    }

    static Subject of(byte[] bytes) {
        var lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        return new Subject(new WorkspaceId(lines[0]), lines[1]);
    }
}
