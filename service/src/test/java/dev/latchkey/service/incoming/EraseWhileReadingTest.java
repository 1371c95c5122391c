package dev.latchkey.service.incoming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.messages.Folders;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mailbox is erased in the middle of a transaction that writes what was read in it: one waits for the other. */
class EraseWhileReadingTest {

    private final DemoWorld world = DemoWorld.shared();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final FolderSyncs syncs = world.service().bean(FolderSyncs.class);

    @Test
    void theReaderFinishesItsPageAndThenAllOfItIsErased() throws Exception {
        var mailbox = WatchedMailbox.connect("alex@adventure-works.example");
        var message = mailbox.list("inbox").getFirst();
        var lease = taken(mailbox);
        var reading = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader = threads.submit(() -> transactions.in(mailbox.workspace(), () -> {
                var further = syncs.advance(lease, "a link", lease.round(), true, true);
                reading.countDown();
                WatchedMailbox.eventually(this::somebodyWaits);
                // a row that refers to the mailbox, as each new message does
                return further.isPresent() ? copied(message.id()) : 0;
            }));
            reading.await();
            var eraser = threads.submit(() -> transactions.in(
                    mailbox.workspace(),
                    () -> sql.sql("delete from mailboxes where id = :id")
                            .param("id", mailbox.id())
                            .update()));

            assertThat(reader.get()).isEqualTo(1);
            assertThat(eraser.get()).isEqualTo(1);
        }
        assertThat(mailbox.number("select count(*) from messages where mailbox_id = :mailbox"))
                .isZero();
        assertThat(transactions.in(
                        mailbox.workspace(), () -> syncs.advance(lease, "a link", lease.round(), true, true)))
                .isEmpty();
    }

    private Lease taken(WatchedMailbox mailbox) {
        var folder = transactions.in(
                mailbox.workspace(),
                () -> world.service()
                        .bean(Folders.class)
                        .find(mailbox.id(), "inbox")
                        .orElseThrow()
                        .id());
        // at once, so that no job of the service takes it in between
        return transactions.in(mailbox.workspace(), () -> {
            sql.sql("""
                            update folder_syncs set hint_seq = hint_seq + 1, lease_until = null, wait_until = null
                            where folder_id = :folder
                            """).param("folder", folder).update();
            return syncs.take(folder).orElseThrow();
        });
    }

    private boolean somebodyWaits() {
        return sql.sql("select count(*) from pg_locks where not granted")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private int copied(String message) {
        return sql.sql("""
                        insert into messages (id, workspace_id, mailbox_id, graph_id, folder_id, thread_id, reference_ids,
                            recipients, copied, subject, preview, received_at, is_read, is_draft, flag, categories,
                            has_attachments, kind, seen_in_round)
                        select id || 'x', workspace_id, mailbox_id, graph_id || 'x', folder_id, thread_id, reference_ids,
                            recipients, copied, subject, preview, received_at, is_read, is_draft, flag, categories,
                            has_attachments, kind, seen_in_round from messages where id = :id
                        """).param("id", message).update();
    }
}
