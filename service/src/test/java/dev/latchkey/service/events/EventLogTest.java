package dev.latchkey.service.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(60)
class EventLogTest {

    private final RunningService service = RunningService.shared();
    private final Transactions transactions = service.bean(Transactions.class);
    private final EventLog events = service.bean(EventLog.class);
    private final WorkspaceId workspace = new WorkspaceId(Ids.random("ws"));

    @BeforeEach
    void makeTheWorkspace() {
        transactions.run(
                workspace,
                () -> service.bean(JdbcClient.class)
                        .sql("insert into workspaces (id, name, created_at) values (:id, 'A workspace', now())")
                        .param("id", workspace.value())
                        .update());
    }

    @Test
    void whoReadsOnFromTheLastEventMissesNoneThatCommittedLate() throws InterruptedException {
        var written = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var slow = Thread.ofVirtual()
                .start(() -> transactions.run(workspace, () -> {
                    append("early number, late commit");
                    written.countDown();
                    await(commit);
                }));
        written.await();
        transactions.run(workspace, () -> append("late number, early commit"));

        assertThat(subjectsAfter(0)).isEmpty();
        commit.countDown();
        slow.join();
        assertThat(subjectsAfter(0)).containsExactly("early number, late commit", "late number, early commit");
    }

    @Test
    void whatWasRolledBackHoldsNobodyUp() {
        try {
            transactions.run(workspace, () -> {
                append("never happened");
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException e) {
            transactions.run(workspace, () -> append("happened"));
        }
        assertThat(subjectsAfter(0)).containsExactly("happened");
    }

    @Test
    void aTransactionWithManyEventsTakesOneLock() {
        transactions.run(workspace, () -> {
            for (var i = 0; i < 100; i++) {
                append("event " + i);
            }
            assertThat(service.bean(JdbcClient.class)
                            .sql("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        });
        assertThat(subjectsAfter(0)).hasSize(100);
    }

    private void append(String subject) {
        events.append(workspace, EventType.MESSAGE_RECEIVED, null, Map.of("subject", subject));
    }

    private List<String> subjectsAfter(long sequence) {
        return transactions.in(
                workspace,
                () -> events.after(new EventLog.Filter(sequence, null, null), 200).stream()
                        .map(event -> event.data().get("subject").asString())
                        .toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
