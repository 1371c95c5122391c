package dev.latchkey.service.outgoing;

import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** When a mailbox is connected again, what waited for it leaves gently: Exchange takes 30 messages a minute. */
@Component
final class WakeWaiting {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final Outbox outbox;

    WakeWaiting(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void on(Event event) {
        var mailboxId = event.mailboxId();
        if (mailboxId != null
                && (event.type() == EventType.MAILBOX_CONNECTED || event.type() == EventType.MAILBOX_UPGRADED)) {
            outbox.wake(event.workspace(), mailboxId, BETWEEN);
        }
    }
}
