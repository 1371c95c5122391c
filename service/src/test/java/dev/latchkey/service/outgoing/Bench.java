package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxAccess;
import dev.latchkey.service.mailbox.MailboxBudget;
import dev.latchkey.service.mailbox.Mailboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The job of sending on a clock of its own, with a Graph of its own. What it accepts is due tomorrow by the real clock, so
 * that the service's own runner leaves it alone, and since yesterday by the clock of the bench.
 */
final class Bench implements AutoCloseable {

    private static final int MOST_RUNS = 40;

    final Ticking clock = new Ticking(Instant.now().plus(Duration.ofDays(2)));
    final PretendGraph graph = new PretendGraph(clock);
    final OutgoingService service = OutgoingService.shared();
    final WorkspaceId workspace = service.newWorkspace();
    final Mailbox mailbox;
    final Outbox outbox;
    final SendMessage job;

    private final Transactions transactions = service.service.bean(Transactions.class);

    Bench(AccessLevel access) {
        mailbox = service.connect(workspace, access);
        var sql = service.service.bean(JdbcClient.class);
        var mailboxes = service.service.bean(Mailboxes.class);
        var tokens = service.service.bean(MailboxAccess.class);
        var client = new Graph(Cloud.of(graph.address()), clock);
        outbox = new Outbox(sql, mailboxes, new Originals(sql), service.service.bean(Jobs.class), clock);
        var progress = new Progress(
                sql, mailboxes, service.service.bean(OutgoingViews.class), service.service.bean(EventLog.class), clock);
        var throughDraft = new ThroughDraft(transactions, progress, new DraftParts(transactions, outbox), clock);
        var atOnce = new AtOnce(transactions, progress, outbox);
        var budget = service.service.bean(MailboxBudget.class);
        job = new SendMessage(
                transactions,
                progress,
                new Dispatch(tokens, budget, client, throughDraft, atOnce, clock),
                new Outcomes(progress, clock),
                new Leftovers(transactions, progress, tokens, client, clock));
    }

    static Mail mail() {
        return new Mail(
                List.of(Address.of("Alex <alex@contoso.example>")),
                List.of(),
                List.of(),
                List.of(),
                "Hello",
                "How are you?",
                null,
                List.of());
    }

    Outgoing accept() {
        return accept(new Checked.Fine(mail(), List.of(), tomorrow(), null), null);
    }

    /** A reply with two files: as many steps as there can be. */
    Outgoing acceptReplyWithFiles() {
        var names =
                List.of(new Mail.FileName("one.txt", "text/plain", 3), new Mail.FileName("two.txt", "text/plain", 3));
        var plain = mail();
        var mail =
                new Mail(plain.to(), plain.cc(), plain.bcc(), plain.replyTo(), "", plain.text(), plain.html(), names);
        var contents = List.of(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});
        return accept(new Checked.Fine(mail, contents, tomorrow(), null), "original");
    }

    private Outgoing accept(Checked.Fine request, @Nullable String original) {
        return transactions.in(workspace, () -> outbox.accept(new Weighed.Ready(mailbox, request, original)));
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    Next run(Outgoing outgoing) {
        return job.run(workspace, outgoing.id());
    }

    /** A run that is killed at its call of Graph that never answers; the thread stays behind as a killed process's would not. */
    Thread runUntilKilled(Outgoing outgoing) throws InterruptedException {
        var run = Thread.ofVirtual().start(() -> run(outgoing));
        graph.hanging.await();
        return run;
    }

    /** As often as the job asks for, each time when it asked for. */
    void runUntilDone(Outgoing outgoing) {
        for (var runs = 0; runs < MOST_RUNS; runs++) {
            if (!(run(outgoing) instanceof Next.Again(var at))) {
                return;
            }
            clock.atLeast(at);
        }
        throw new AssertionError("still not done: " + now(outgoing));
    }

    Outgoing now(Outgoing outgoing) {
        return transactions.in(workspace, () -> outbox.find(outgoing.id()).orElseThrow());
    }

    boolean cancel(Outgoing outgoing) {
        return transactions.in(workspace, () -> outbox.cancel(now(outgoing)));
    }

    List<EventType> told() {
        return transactions.in(
                workspace,
                () ->
                        service
                                .service
                                .bean(EventLog.class)
                                .after(new EventLog.Filter(0, null, mailbox.id()), 100)
                                .stream()
                                .map(event -> event.type())
                                .filter(type -> type.wireName().startsWith("outgoing."))
                                .toList());
    }

    @Override
    public void close() {
        graph.close();
    }
}
