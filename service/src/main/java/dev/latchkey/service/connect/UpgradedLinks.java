package dev.latchkey.service.connect;

import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import java.util.Arrays;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a mailbox got what links wait for, be it while nobody looked or by another link, they are done. */
@Component
final class UpgradedLinks {

    private static final Set<EventType> LETS_IN = Set.of(EventType.MAILBOX_CONNECTED, EventType.MAILBOX_UPGRADED);

    private final JdbcClient sql;
    private final Mailboxes mailboxes;

    UpgradedLinks(JdbcClient sql, Mailboxes mailboxes) {
        this.sql = sql;
        this.mailboxes = mailboxes;
    }

    @EventListener
    void on(Event event) {
        var id = event.mailboxId();
        if (id != null && LETS_IN.contains(event.type())) {
            mailboxes.find(id).ifPresent(this::done);
        }
    }

    /** The links of that mailbox, and those on which the same member waits for the same address. */
    private void done(Mailbox mailbox) {
        sql.sql("""
                        update connect_links set status = 'connected', finding = null, mailbox_id = :mailbox
                        where status = 'waiting_for_approval' and access = any(:levels) and (mailbox_id = :mailbox
                            or lower(member) = lower(:member) and lower(expected_address) = lower(:address))
                        """)
                .param("mailbox", mailbox.id())
                .param("member", mailbox.member())
                .param("address", mailbox.address())
                .param(
                        "levels",
                        Arrays.stream(AccessLevel.values())
                                .filter(mailbox.access()::covers)
                                .map(AccessLevel::wireName)
                                .toArray(String[]::new))
                .update();
    }
}
