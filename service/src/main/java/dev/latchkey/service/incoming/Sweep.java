package dev.latchkey.service.incoming;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Recurring;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The timer that looks where no hint came: lost notifications, and mailboxes to which Microsoft can send none. */
@Component
final class Sweep implements Recurring {

    private static final int FOLDERS_AT_ONCE = 1_000;
    private static final int SUBSCRIPTIONS_AT_ONCE = 200;

    /** A notification can come before the delta knows of it. */
    private static final Duration WHILE_DELTA_LAGS = Duration.ofSeconds(10);

    private static final Duration WITH_NOTIFICATIONS = Duration.ofMinutes(5);
    private static final Duration WITHOUT_NOTIFICATIONS = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofMinutes(3);

    private record Due(String workspaceId, String folderId) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Jobs jobs;

    Sweep(JdbcClient sql, Transactions transactions, Jobs jobs) {
        this.sql = sql;
        this.transactions = transactions;
        this.jobs = jobs;
    }

    /** How long a folder is left alone when nothing is heard of it. */
    static Duration pause(Lease lease, boolean foundNothing) {
        if (lease.hintedLately() && foundNothing) {
            return WHILE_DELTA_LAGS;
        }
        if (lease.subscribed()) {
            return WITH_NOTIFICATIONS;
        }
        return lease.busyLately() ? WITHOUT_NOTIFICATIONS : QUIET;
    }

    @Override
    public String name() {
        return "sweep-folders";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        schedule(SyncFolder.NAME, due("select * from take_due_folders(:most)", FOLDERS_AT_ONCE));
        schedule(KeepSubscribed.NAME, due("select * from take_due_subscriptions(:most)", SUBSCRIPTIONS_AT_ONCE));
    }

    private List<Due> due(String query, int most) {
        return transactions.installation(() -> sql.sql(query)
                .param("most", most)
                .query((row, number) -> new Due(row.getString("workspace_id"), row.getString("folder_id")))
                .list());
    }

    private void schedule(String job, List<Due> due) {
        for (var folder : due) {
            var workspace = new WorkspaceId(folder.workspaceId());
            transactions.run(workspace, () -> jobs.now(job, workspace, folder.folderId()));
        }
    }
}
