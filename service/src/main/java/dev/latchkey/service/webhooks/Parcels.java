package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.vault.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything that an attempt needs, read at once before the network is called. */
@Component
final class Parcels {

    /**
     * A pending delivery.
     *
     * @param attempts that failed so far
     */
    record Parcel(String endpoint, URI url, boolean enabled, int attempts, List<Secret> secrets, Event event) {}

    private final Transactions transactions;
    private final JdbcClient sql;
    private final EndpointSecrets secrets;
    private final EventLog events;

    Parcels(Transactions transactions, JdbcClient sql, EndpointSecrets secrets, EventLog events) {
        this.transactions = transactions;
        this.sql = sql;
        this.secrets = secrets;
        this.events = events;
    }

    /** Empty when it was delivered or given up, or went with its endpoint. */
    Optional<Parcel> pending(WorkspaceId workspace, String delivery) {
        return transactions.in(
                workspace,
                () -> sql.sql("""
                        select d.event_id, d.attempts, w.*
                        from webhook_deliveries d join webhook_endpoints w on w.id = d.endpoint_id
                        where d.id = :id and d.status = 'pending'
                        """)
                        .param("id", delivery)
                        .query((row, number) -> new Parcel(
                                row.getString("id"),
                                URI.create(row.getString("url")),
                                row.getBoolean("enabled"),
                                row.getInt("attempts"),
                                secrets.signing(workspace, row.getString("id"), row),
                                events.find(row.getString("event_id")).orElseThrow()))
                        .optional());
    }
}
