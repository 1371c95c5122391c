package dev.latchkey.service.jobs;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Schedules jobs inside the caller's transaction. There is at most one waiting run of a job for an id: asking again brings
 * it forward. While one is running, whoever asks adds a run behind it, so that what happened meanwhile is not missed.
 */
@Component
public final class Jobs {

    private final JdbcClient sql;
    private final Clock clock;
    private volatile Runnable lookForDueJobs = () -> {};

    Jobs(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** As soon as the transaction has committed. */
    public void now(String job, WorkspaceId workspace, String id) {
        at(job, workspace, id, clock.instant());
    }

    public void at(String job, WorkspaceId workspace, String id, Instant time) {
        var subject = new Subject(workspace, id);
        if (!insert(job, id, subject, time) && !insert(job, id + "+", subject, time)) {
            insert(job, Ids.random(id), subject, time);
        }
        Transactions.afterCommit(() -> lookForDueJobs.run());
    }

    void onWork(Runnable lookForDueJobs) {
        this.lookForDueJobs = lookForDueJobs;
    }

    /** False when that run has begun and so can't be moved. */
    private boolean insert(String job, String instance, Subject subject, Instant time) {
        return sql.sql("""
                        insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
                        values (:job, :instance, :data, :time, false, 1)
                        on conflict (task_name, task_instance) do update
                            set execution_time = least(scheduled_tasks.execution_time, excluded.execution_time)
                            where not scheduled_tasks.picked
                        """)
                        .param("job", job)
                        .param("instance", instance)
                        .param("data", subject.bytes())
                        .param("time", time.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
