package dev.latchkey.service.events;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Appends events and reads them back. Listeners of {@link Event} run in the appending transaction, so that a webhook
 * delivery is as durable as what it tells of.
 */
@Component
public final class EventLog {

    /**
     * Which events to read.
     *
     * @param sequence only those that follow it
     * @param type only those of that wire name; null for all
     * @param mailboxId only those about that mailbox; null for all
     */
    public record Filter(
            long sequence, @Nullable String type, @Nullable String mailboxId) {}

    private final JdbcClient sql;
    private final Clock clock;
    private final ApplicationEventPublisher listeners;

    EventLog(JdbcClient sql, Clock clock, ApplicationEventPublisher listeners) {
        this.sql = sql;
        this.clock = clock;
        this.listeners = listeners;
    }

    /** Call it in the transaction of what happened; {@code data} is a record whose fields are the API's. */
    public Event append(WorkspaceId workspace, EventType type, @Nullable String mailboxId, Object data) {
        sql.sql("select enter_event_log()").query().singleRow();
        var event = sql.sql("""
                        insert into events (id, workspace_id, type, mailbox_id, data, created_at)
                        values (:id, :workspace, :type, :mailbox, cast(:data as jsonb), :now)
                        returning *
                        """)
                .param("id", Ids.random("evt"))
                .param("workspace", workspace.value())
                .param("type", type.wireName())
                .param("mailbox", mailboxId)
                .param("data", Json.write(data))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(EventLog::event)
                .single();
        listeners.publishEvent(event);
        return event;
    }

    public Optional<Event> find(String id) {
        return sql.sql("select * from events where id = :id")
                .param("id", id)
                .query(EventLog::event)
                .optional();
    }

    /**
     * Events that pass the filter, oldest first. It ends before an event that is still being written, so that whoever goes
     * on from the last one misses none.
     */
    public List<Event> after(Filter filter, int limit) {
        var horizon = sql.sql("select event_horizon()").query(Long.class).single();
        return sql.sql("""
                        select * from events
                        where sequence > :after and sequence <= :horizon and (cast(:type as text) is null or type = :type)
                            and (cast(:mailbox as text) is null or mailbox_id = :mailbox)
                        order by sequence limit :limit
                        """)
                .param("after", filter.sequence())
                .param("horizon", horizon)
                .param("type", filter.type())
                .param("mailbox", filter.mailboxId())
                .param("limit", limit)
                .query(EventLog::event)
                .list();
    }

    private static Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getString("id"),
                row.getLong("sequence"),
                new WorkspaceId(row.getString("workspace_id")),
                EventType.ofWireName(row.getString("type")).orElseThrow(),
                row.getString("mailbox_id"),
                Json.MAPPER.readTree(row.getString("data")),
                row.getTimestamp("created_at").toInstant());
    }
}
