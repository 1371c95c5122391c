package dev.latchkey.service.db;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work in a database transaction that names its workspace. The network is never called inside one. */
@Component
public final class Transactions {

    private final TransactionTemplate template;
    private final JdbcClient sql;

    Transactions(PlatformTransactionManager manager, JdbcClient sql) {
        this.template = new TransactionTemplate(manager);
        this.sql = sql;
    }

    /** Only rows of that workspace can be read or written; joins a transaction already begun for the same one. */
    public <T extends @Nullable Object> T in(WorkspaceId workspace, Supplier<T> work) {
        return template.<T>execute(status -> {
            enter(workspace);
            return work.get();
        });
    }

    public void run(WorkspaceId workspace, Runnable work) {
        template.executeWithoutResult(status -> {
            enter(workspace);
            work.run();
        });
    }

    /** For the installation's own tables and the look-ups by secret; rows of workspaces stay out of sight. */
    public <T extends @Nullable Object> T installation(Supplier<T> work) {
        return template.<T>execute(status -> work.get());
    }

    /** Runs at once where no transaction is open, else when it has committed. */
    public static void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    private void enter(WorkspaceId workspace) {
        var before = sql.sql("""
                        select set_config('latchkey.workspace', :workspace, true)
                        from (select current_setting('latchkey.workspace', true) as entered) as now
                        where coalesce(entered, '') in ('', :workspace)
                        """)
                .param("workspace", workspace.value())
                .query(String.class)
                .optional();
        if (before.isEmpty()) {
            throw new IllegalStateException("a transaction serves one workspace only");
        }
    }
}
