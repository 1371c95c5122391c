package dev.latchkey.service.incoming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.messages.Folders;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What else happens to a mailbox in the middle of a transaction that writes what was read in it: one waits for the other. */
class ReadingLocksTest {

    private final DemoWorld world = DemoWorld.shared();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final Mailboxes mailboxes = world.service().bean(Mailboxes.class);
    private final Folders folders = world.service().bean(Folders.class);
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

    @Test
    void theFoldersAreListedAnewWhileOneOfThemIsReadToItsEnd() throws Exception {
        var mailbox = WatchedMailbox.connect("alex@adventure-works.example");
        mailbox.sql("update folders set indexed = false where id = '" + inbox(mailbox) + "'");
        var lease = taken(mailbox);
        var reading = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader = threads.submit(() -> transactions.in(mailbox.workspace(), () -> {
                var further = syncs.advance(lease, "a link", lease.round(), true, true);
                reading.countDown();
                WatchedMailbox.eventually(this::somebodyWaits);
                folders.indexed(lease.folderId());
                return further.isPresent();
            }));
            reading.await();
            var lister = threads.submit(() -> transactions.in(mailbox.workspace(), () -> {
                folders.replace(mailbox.workspace(), mailbox.id(), listed(mailbox));
                return syncs.watch(mailboxes.find(mailbox.id()).orElseThrow(), lease.folderId());
            }));

            assertThat(reader.get()).isTrue();
            assertThat(lister.get()).isFalse();
        }
        assertThat(mailbox.number("select count(*) from folders where mailbox_id = :mailbox and indexed"))
                .isEqualTo(2);
    }

    private List<Folders.Listed> listed(WatchedMailbox mailbox) {
        return folders.list(mailbox.id()).stream()
                .map(folder -> new Folders.Listed(
                        folder.graphId(),
                        folder.wellKnown(),
                        folder.name(),
                        folder.depth(),
                        folder.unread(),
                        folder.total()))
                .toList();
    }

    private String inbox(WatchedMailbox mailbox) {
        return transactions.in(
                mailbox.workspace(),
                () -> folders.find(mailbox.id(), "inbox").orElseThrow().id());
    }

    private Lease taken(WatchedMailbox mailbox) {
        var folder = inbox(mailbox);
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
