package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.db.WorkspaceLookup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API keys: shown once, kept as a hash. */
@Component
public final class ApiKeys {

    /** What the list of keys shows; {@code start} is enough to recognise a key by and no more. */
    record Listed(
            String id,
            String name,
            String start,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final WorkspaceLookup workspaces;
    private final Clock clock;

    ApiKeys(JdbcClient sql, Transactions transactions, WorkspaceLookup workspaces, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** Makes a key and returns it, the only time that it can be seen. */
    public String create(WorkspaceId workspace, String name, Set<Scope> scopes) {
        var key = "lk_" + Ids.secret();
        transactions.run(
                workspace,
                () -> sql.sql("""
                        insert into api_keys (id, workspace_id, name, start, key_hash, scopes, created_at)
                        values (:id, :workspace, :name, :start, :hash, :scopes, :now)
                        """)
                        .param("id", Ids.random("key"))
                        .param("workspace", workspace.value())
                        .param("name", name)
                        .param("start", key.substring(0, 8))
                        .param("hash", Digest.of(key))
                        .param("scopes", scopes.stream().map(Scope::column).toArray(String[]::new))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update());
        return key;
    }

    Optional<ApiCaller> caller(String key) {
        var hash = Digest.of(key);
        return workspaces
                .by("workspace_of_api_key", hash)
                .flatMap(workspace -> transactions.in(workspace, () -> use(workspace, hash)));
    }

    private Optional<ApiCaller> use(WorkspaceId workspace, String hash) {
        sql.sql("""
                        update api_keys set last_used_at = :now
                        where key_hash = :hash and (last_used_at is null or last_used_at < :now - interval '1 minute')
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("hash", hash)
                .update();
        return sql.sql("select * from api_keys where key_hash = :hash")
                .param("hash", hash)
                .query((row, number) -> new ApiCaller(workspace, row.getString("id"), scopes(row)))
                .optional();
    }

    List<Listed> list(WorkspaceId workspace) {
        return transactions.in(
                workspace,
                () -> sql.sql("select * from api_keys order by created_at desc")
                        .query((row, number) -> new Listed(
                                row.getString("id"),
                                row.getString("name"),
                                row.getString("start"),
                                scopes(row),
                                row.getTimestamp("created_at").toInstant(),
                                row.getTimestamp("last_used_at") == null
                                        ? null
                                        : row.getTimestamp("last_used_at").toInstant()))
                        .list());
    }

    void delete(WorkspaceId workspace, String id) {
        transactions.run(
                workspace,
                () -> sql.sql("delete from api_keys where id = :id")
                        .param("id", id)
                        .update());
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        var columns = (String[]) row.getArray("scopes").getArray();
        return Arrays.stream(columns)
                .map(Scope::ofColumn)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
