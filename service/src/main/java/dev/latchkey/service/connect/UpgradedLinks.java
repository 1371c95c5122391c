package dev.latchkey.service.connect;

import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.Mailboxes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where approval came while nobody looked, the link that waited for it is done. */
@Component
final class UpgradedLinks {

    private final ConnectLinks links;
    private final Mailboxes mailboxes;

    UpgradedLinks(ConnectLinks links, Mailboxes mailboxes) {
        this.links = links;
        this.mailboxes = mailboxes;
    }

    @EventListener
    void on(Event event) {
        var id = event.mailboxId();
        if (id != null && event.type() == EventType.MAILBOX_UPGRADED) {
            mailboxes.find(id).ifPresent(mailbox -> links.upgraded(id, mailbox.access()));
        }
    }
}
