package dev.latchkey.service.db;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out which workspace a secret or an unguessable id belongs to, and nothing else. */
@Component
public final class WorkspaceLookup {

    private final JdbcClient sql;
    private final Transactions transactions;

    WorkspaceLookup(JdbcClient sql, Transactions transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    /** @param function of the schema, running with the owner's eyes, such as {@code workspace_of_connect_link} */
    public Optional<WorkspaceId> by(String function, String key) {
        return transactions
                .installation(() -> sql.sql("select " + function + "(:key)")
                        .param("key", key)
                        .query(String.class)
                        .optional())
                .map(WorkspaceId::new);
    }
}
