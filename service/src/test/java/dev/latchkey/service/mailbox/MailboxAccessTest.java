package dev.latchkey.service.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.http.Http;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.vault.SealBroken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MailboxAccessTest {

    private final DemoWorld world = DemoWorld.shared();
    private final MailboxAccess access = world.service().bean(MailboxAccess.class);
    private final Mailboxes mailboxes = world.service().bean(Mailboxes.class);
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final WorkspaceId workspace = world.workspace();

    @Test
    void manyCallersAtOnceRefreshOnce() throws Exception {
        var id = world.connect("adele@adventure-works.example");
        access.rejected(workspace, id, fresh(id));
        var before = world.tokensIssued();

        var tokens = new ArrayList<Future<AccessToken>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < 30; caller++) {
                tokens.add(callers.submit(() -> fresh(id)));
            }
        }

        assertThat(world.tokensIssued()).isEqualTo(before + 1);
        var first = tokens.getFirst().get();
        for (var token : tokens) {
            assertThat(token.get()).isEqualTo(first);
        }
    }

    @Test
    void aGrantThatIsRevokedEndsInNeedsReconnectAndIsToldOnce() {
        var id = world.connect("alex@adventure-works.example");
        var token = fresh(id);
        world.microsoft().changeUser("alex@adventure-works.example", "{\"accountEnabled\": false}");
        try {
            access.rejected(workspace, id, token);
            assertThat(access.token(workspace, id)).isInstanceOf(AccessReply.ReconnectNeeded.class);
            assertThat(access.token(workspace, id)).isInstanceOf(AccessReply.ReconnectNeeded.class);

            assertThat(transactions.in(
                            workspace, () -> mailboxes.find(id).orElseThrow().status()))
                    .isEqualTo(MailboxStatus.NEEDS_RECONNECT);
            assertThat(transactions.<Integer>in(
                            workspace,
                            () -> sql.sql(
                                            "select count(*) from events where mailbox_id = :id and type = 'mailbox.needs_reconnect'")
                                    .param("id", id)
                                    .query(Integer.class)
                                    .single()))
                    .isEqualTo(1);
        } finally {
            world.microsoft().changeUser("alex@adventure-works.example", "{\"accountEnabled\": true}");
        }
        assertThat(world.connect("alex@adventure-works.example")).isEqualTo(id);
    }

    @Test
    void aMailboxThatIsConnectedWhileItsOldTokenIsRefusedStaysConnected() throws Exception {
        // read to its end, so that nobody else wants a token now
        var id = WatchedMailbox.connect("alex@adventure-works.example").id();
        access.rejected(workspace, id, fresh(id));
        world.microsoft().changeUser("alex@adventure-works.example", "{\"accountEnabled\": false}");
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var refused = new ArrayList<Future<AccessReply>>();
            transactions.run(workspace, () -> {
                sql.sql("update mailboxes set connected_at = now() where id = :id")
                        .param("id", id)
                        .update();
                refused.add(other.submit(() -> access.token(workspace, id)));
                untilSomebodyWaitsForALock();
                sql.sql("update mailbox_tokens set generation = generation + 1 where mailbox_id = :id")
                        .param("id", id)
                        .update();
            });
            assertThat(refused.getFirst().get()).isInstanceOf(AccessReply.TryLater.class);
        } finally {
            world.microsoft().changeUser("alex@adventure-works.example", "{\"accountEnabled\": true}");
        }
        assertThat(transactions.in(
                        workspace, () -> mailboxes.find(id).orElseThrow().status()))
                .isEqualTo(MailboxStatus.ACTIVE);
    }

    private void untilSomebodyWaitsForALock() {
        var deadline = Instant.now().plusSeconds(20);
        while (sql.sql("select count(*) from pg_locks where not granted")
                        .query(Integer.class)
                        .single()
                == 0) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void nobodyElseRefreshesWhileTwoCallsCanStillBeUnderWay() {
        var id = world.connect("adele@adventure-works.example");
        var rows = world.service().bean(TokenRows.class);
        double seconds = transactions.in(workspace, () -> {
            var mailbox = mailboxes.find(id).orElseThrow();
            var generation = rows.find(mailbox).orElseThrow().generation();
            assertThat(rows.lease(mailbox, generation)).isTrue();
            var left = sql.sql("""
                            select extract(epoch from lease_until - clock_timestamp()) from mailbox_tokens
                            where mailbox_id = :id
                            """).param("id", id).query(Double.class).single();
            rows.release(mailbox, generation);
            return left;
        });
        assertThat(seconds).isGreaterThan(2.0 * Http.LONGEST_CALL.toSeconds());
    }

    @Test
    void aSealedTokenMovedToAnotherMailboxCannotBeOpened() {
        var adele = world.connect("adele@adventure-works.example");
        var alex = world.connect("alex@adventure-works.example");
        transactions.run(
                workspace,
                () -> sql.sql("""
                        update mailbox_tokens set sealed_refresh =
                            (select sealed_refresh from mailbox_tokens where mailbox_id = :from)
                        where mailbox_id = :to
                        """).param("from", adele).param("to", alex).update());

        Assertions.assertThatThrownBy(() -> access.token(workspace, alex)).isInstanceOf(SealBroken.class);
        world.connect("alex@adventure-works.example");
    }

    @Test
    void noTokenLiesInTheDatabaseInTheClear() {
        var id = world.connect("adele@adventure-works.example");
        var token = fresh(id);

        var hits = transactions.<Integer>in(
                workspace,
                () -> sql.sql("""
                        select count(*) from mailbox_tokens
                        where position(convert_to(:token, 'UTF8') in sealed_access) > 0
                        """)
                        .param("token", token.value())
                        .query(Integer.class)
                        .single());
        assertThat(hits).isZero();
        assertThat(token.toString()).isEqualTo("***");
    }

    private AccessToken fresh(String id) {
        return switch (access.token(workspace, id)) {
            case AccessReply.Fresh fresh -> fresh.token();
            case AccessReply other -> throw new AssertionError(other.toString());
        };
    }
}
