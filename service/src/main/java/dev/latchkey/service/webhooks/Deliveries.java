package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Jobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deliveries of events to endpoints. Call it in a transaction of the workspace. */
@Component
final class Deliveries {

    private static final String SELECT = """
            select d.*, e.type as event_type from webhook_deliveries d join events e on e.id = d.event_id
            """;

    /**
     * What an attempt changes.
     *
     * @param status answered by the receiver
     * @param nextAt null when it is not tried again
     */
    record Attempt(
            Delivery.Status result,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Instant nextAt) {}

    private final JdbcClient sql;
    private final Jobs jobs;
    private final Endpoints endpoints;
    private final Clock clock;

    Deliveries(JdbcClient sql, Jobs jobs, Endpoints endpoints, Clock clock) {
        this.sql = sql;
        this.jobs = jobs;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** In the transaction of the event. A test event goes to the one endpoint that asked, and not from here. */
    @EventListener
    void tellAll(Event event) {
        if (event.type() != EventType.WEBHOOK_TEST) {
            endpoints.wanting(event.type()).forEach(endpoint -> tell(event.workspace(), event.id(), endpoint));
        }
    }

    /** Begins a delivery; called again for the same event and endpoint it is a replay, with the same message id. */
    String tell(WorkspaceId workspace, String event, String endpoint) {
        var id = Ids.random("whd");
        sql.sql("""
                        insert into webhook_deliveries
                            (id, workspace_id, endpoint_id, event_id, status, attempts, next_at, created_at)
                        values (:id, :workspace, :endpoint, :event, 'pending', 0, :now, :now)
                        """)
                .param("id", id)
                .param("workspace", workspace.value())
                .param("endpoint", endpoint)
                .param("event", event)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jobs.now(DeliverWebhook.NAME, workspace, id);
        return id;
    }

    Optional<Delivery> find(String id) {
        return sql.sql(SELECT + "where d.id = :id")
                .param("id", id)
                .query(Deliveries::delivery)
                .optional();
    }

    List<Delivery> ofEvent(String event) {
        return sql.sql(SELECT + "where d.event_id = :event order by d.created_at, d.id")
                .param("event", event)
                .query(Deliveries::delivery)
                .list();
    }

    List<Delivery> latestOf(String endpoint, int limit) {
        return sql.sql(SELECT + "where d.endpoint_id = :endpoint order by d.created_at desc, d.id limit :limit")
                .param("endpoint", endpoint)
                .param("limit", limit)
                .query(Deliveries::delivery)
                .list();
    }

    void record(String id, Attempt attempt) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        sql.sql("""
                        update webhook_deliveries
                        set status = :result, attempts = attempts + 1, last_status = :status, last_error = :error,
                            last_attempt_at = :now, next_at = :next,
                            delivered_at = case when :result = 'delivered' then cast(:now as timestamptz) end
                        where id = :id
                        """)
                .param("id", id)
                .param("result", attempt.result().name().toLowerCase(Locale.ROOT))
                .param("status", attempt.status())
                .param("error", attempt.error())
                .param("now", now)
                .param(
                        "next",
                        attempt.nextAt() == null ? null : attempt.nextAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void giveUp(String id, String reason) {
        sql.sql("update webhook_deliveries set status = 'failed', last_error = :reason, next_at = null where id = :id")
                .param("id", id)
                .param("reason", reason)
                .update();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getString("id"),
                row.getString("endpoint_id"),
                row.getString("event_id"),
                row.getString("event_type"),
                Delivery.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                Endpoints.instant(row.getTimestamp("last_attempt_at")),
                Endpoints.instant(row.getTimestamp("next_at")),
                Endpoints.instant(row.getTimestamp("delivered_at")),
                row.getTimestamp("created_at").toInstant());
    }
}
