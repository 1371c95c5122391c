package dev.latchkey.service.incoming;

import dev.latchkey.service.db.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Subscriptions as Microsoft has them. Every method belongs inside a transaction of the workspace. */
@Component
final class SubscriptionRows {

    /**
     * The subscription of a folder.
     *
     * @param graphId null while there is none
     * @param failures attempts in a row that came to nothing
     */
    record Row(
            String folderId,
            String mailboxId,
            String wellKnown,
            @Nullable String graphId,
            int failures) {}

    private final JdbcClient sql;

    SubscriptionRows(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Row> find(String folderId) {
        return sql.sql("""
                        select s.*, f.well_known from subscriptions s join folders f on f.id = s.folder_id
                        where s.folder_id = :folder and f.well_known is not null
                        """)
                .param("folder", folderId)
                .query(SubscriptionRows::row)
                .optional();
    }

    void made(String folderId, String graphId, String clientState, Instant expires) {
        sql.sql("""
                        update subscriptions set graph_id = :graph, client_state_hash = :hash, expires_at = :expires
                        where folder_id = :folder
                        """)
                .param("graph", graphId)
                .param("hash", Digest.of(clientState))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("folder", folderId)
                .update();
    }

    /** Takes part in what another workspace has subscribed to; false where nobody here knows that subscription. */
    boolean share(String folderId, String graphId) {
        return sql.sql("select share_subscription(:graph, :folder)")
                .param("graph", graphId)
                .param("folder", folderId)
                .query(Boolean.class)
                .single();
    }

    void renewed(String folderId, Instant expires) {
        sql.sql("update subscriptions set expires_at = :expires where folder_id = :folder")
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("folder", folderId)
                .update();
    }

    void lost(String folderId) {
        sql.sql(
                        "update subscriptions set graph_id = null, client_state_hash = null, expires_at = null where folder_id = :folder")
                .param("folder", folderId)
                .update();
    }

    void again(String folderId, Duration pause, int failures) {
        sql.sql("""
                        update subscriptions set failures = :failures,
                            renew_at = clock_timestamp() + make_interval(secs => :pause)
                        where folder_id = :folder
                        """)
                .param("failures", failures)
                .param("pause", (double) pause.toSeconds())
                .param("folder", folderId)
                .update();
    }

    void putOff(String folderId, Instant until) {
        sql.sql("update subscriptions set renew_at = :until where folder_id = :folder")
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("folder", folderId)
                .update();
    }

    /** Not before the mailbox is connected again. */
    void stop(String folderId) {
        sql.sql("update subscriptions set renew_at = null where folder_id = :folder")
                .param("folder", folderId)
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("folder_id"),
                row.getString("mailbox_id"),
                row.getString("well_known"),
                row.getString("graph_id"),
                row.getInt("failures"));
    }
}
