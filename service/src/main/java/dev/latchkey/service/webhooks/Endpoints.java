package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The endpoints of workspaces. Call it in a transaction of the workspace. */
@Component
final class Endpoints {

    /** Every event is looked at for each of them, so there is a limit. */
    static final int MOST = 50;

    /** What a caller chooses. */
    record Wish(String url, List<String> eventTypes, String description, boolean enabled) {}

    private final JdbcClient sql;
    private final EndpointSecrets secrets;
    private final Clock clock;

    Endpoints(JdbcClient sql, EndpointSecrets secrets, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Empty when the workspace has the most it may have. */
    Optional<Endpoint> create(WorkspaceId workspace, Wish wish) {
        if (list().size() >= MOST) {
            return Optional.empty();
        }
        var id = Ids.random("whe");
        sql.sql("""
                        insert into webhook_endpoints
                            (id, workspace_id, url, event_types, description, enabled, secret, created_at)
                        values (:id, :workspace, :url, :types, :description, :enabled, :secret, :now)
                        """)
                .param("id", id)
                .param("workspace", workspace.value())
                .param("url", wish.url())
                .param("types", wish.eventTypes().toArray(String[]::new))
                .param("description", wish.description())
                .param("enabled", wish.enabled())
                .param("secret", secrets.newSealed(workspace, id))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return find(id);
    }

    List<Endpoint> list() {
        return sql.sql("select * from webhook_endpoints order by created_at, id")
                .query(Endpoints::endpoint)
                .list();
    }

    Optional<Endpoint> find(String id) {
        return sql.sql("select * from webhook_endpoints where id = :id")
                .param("id", id)
                .query(Endpoints::endpoint)
                .optional();
    }

    List<String> wanting(EventType type) {
        return sql.sql("""
                        select id from webhook_endpoints
                        where enabled and (event_types = '{}' or :type = any (event_types))
                        """)
                .param("type", type.wireName())
                .query((row, number) -> row.getString("id"))
                .list();
    }

    Optional<Endpoint> change(String id, Wish wish) {
        return sql.sql("""
                        update webhook_endpoints
                        set url = :url, event_types = :types, description = :description, enabled = :enabled,
                            disabled_reason = case when :enabled then null else disabled_reason end
                        where id = :id returning *
                        """)
                .param("id", id)
                .param("url", wish.url())
                .param("types", wish.eventTypes().toArray(String[]::new))
                .param("description", wish.description())
                .param("enabled", wish.enabled())
                .query(Endpoints::endpoint)
                .optional();
    }

    /** Empty when it was disabled already. */
    Optional<Endpoint> disable(String id, String reason) {
        return sql.sql("""
                        update webhook_endpoints set enabled = false, disabled_reason = :reason
                        where id = :id and enabled returning *
                        """)
                .param("id", id)
                .param("reason", reason)
                .query(Endpoints::endpoint)
                .optional();
    }

    /** Its deliveries go with it. */
    boolean delete(String id) {
        return sql.sql("delete from webhook_endpoints where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
        return new Endpoint(
                row.getString("id"),
                row.getString("url"),
                List.of((String[]) row.getArray("event_types").getArray()),
                row.getString("description"),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                instant(row.getTimestamp("previous_secret_until")),
                row.getTimestamp("created_at").toInstant());
    }

    static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
