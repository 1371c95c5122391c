package dev.latchkey.service.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.RunningService;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.events.EventType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MessageIndexTest {

    private final RunningService service = DemoWorld.shared().service();
    private final Transactions transactions = service.bean(Transactions.class);
    private final Messages messages = service.bean(Messages.class);
    private final MessageIndex index = service.bean(MessageIndex.class);
    private final WatchedMailbox mailbox = WatchedMailbox.connect("adele@adventure-works.example");

    /** A reader marks a message while a delta page brings the same mark. */
    @Test
    void whatTwoLearnAtTheSameTimeIsToldOnce() throws Exception {
        mailbox.deliver("Learnt twice");
        var message = mailbox.arrived("inbox", "Learnt twice");
        var held = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> transactions.run(mailbox.workspace(), () -> {
                var before = forChange(message);
                held.countDown();
                WatchedMailbox.eventually(this::anotherWaits);
                markRead(before);
            }));
            held.await();
            var second =
                    threads.submit(() -> transactions.run(mailbox.workspace(), () -> markRead(forChange(message))));
            first.get();
            second.get();
        }

        assertThat(mailbox.told(EventType.MESSAGE_UPDATED, message)).isEqualTo(1);
    }

    private StoredMessage forChange(StoredMessage message) {
        var graphId = message.mail().graphId();
        return Objects.requireNonNull(
                messages.knownForChange(mailbox.id(), List.of(graphId)).get(graphId));
    }

    private void markRead(StoredMessage before) {
        index.mark(before, new Mail.Marks(true, Flag.NONE, List.of()));
    }

    private boolean anotherWaits() {
        // within a transaction the view would show what it showed first
        mailbox.text("select cast(pg_stat_clear_snapshot() as text) where :mailbox <> ''");
        return mailbox.number("""
                select count(*) from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%for update%' and :mailbox <> ''
                """) > 0;
    }
}
