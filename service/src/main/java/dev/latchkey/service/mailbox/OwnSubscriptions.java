package dev.latchkey.service.mailbox;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has to end at Microsoft when a mailbox is erased: the subscriptions that are noted for it and that no other
 * workspace shares. Other programs of the customer may have subscribed with the same account; theirs are none of our
 * business. Every method belongs inside a transaction of the workspace.
 */
@Component
final class OwnSubscriptions {

    private final JdbcClient sql;

    OwnSubscriptions(JdbcClient sql) {
        this.sql = sql;
    }

    List<String> of(Mailbox mailbox) {
        return sql.sql("""
                        select graph_id from subscriptions mine where mailbox_id = :mailbox and graph_id is not null
                            and not exists (select 1 from places_of_subscriptions(array[mine.graph_id]) theirs
                                where theirs.workspace_id <> mine.workspace_id)
                        """)
                .param("mailbox", mailbox.id())
                .query((row, number) -> row.getString("graph_id"))
                .list();
    }

    /** It has ended, and the mailbox is in use again: another is to be made. */
    void makeAnew(String ended) {
        sql.sql("""
                        update subscriptions
                        set graph_id = null, client_state_hash = null, expires_at = null, renew_at = clock_timestamp()
                        where graph_id = :ended
                        """).param("ended", ended).update();
    }
}
