package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Delta;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.MailboxCalls;
import dev.latchkey.service.mailbox.MailboxReply;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads a folder page by page. A page is written in one transaction with how far it reaches, so that a crash repeats one
 * page at most, and a repeated page changes nothing. When Microsoft declares a link dead, a new round begins from the
 * beginning; what such a round does not meet is looked for one by one.
 *
 * @see <a href="https://learn.microsoft.com/graph/delta-query-overview">Delta query</a>
 */
@Component
final class Rounds {

    /** New mail is fetched one by one, so that its pages are small; what was there before comes with the page. */
    private static final int PAGE = 25;

    private static final int PAGE_OF_THE_PAST = 200;

    private final Transactions transactions;
    private final FolderSyncs syncs;
    private final MailboxCalls calls;
    private final Gatherer gatherer;
    private final PageWriter writer;

    Rounds(Transactions transactions, FolderSyncs syncs, MailboxCalls calls, Gatherer gatherer, PageWriter writer) {
        this.transactions = transactions;
        this.syncs = syncs;
        this.calls = calls;
        this.gatherer = gatherer;
        this.writer = writer;
    }

    /** Reads one page; empty when the folder has been let go, because all is read or because another has taken it. */
    MailboxReply<Optional<Lease>> page(Lease lease) {
        var size = lease.roundComplete() ? PAGE : PAGE_OF_THE_PAST;
        return calls.call(
                        lease.workspace(),
                        lease.mailboxId(),
                        client -> client.delta(lease.graphId(), lease.link(), size))
                .then(delta -> switch (delta) {
                    case Delta.Resync(var reason) -> newRound(lease, reason);
                    case Delta.Changes changes ->
                        gatherer.gather(lease, changes).then(gathered -> write(lease, changes, gathered));
                });
    }

    private MailboxReply<Optional<Lease>> newRound(Lease lease, String reason) {
        if (lease.link() == null) {
            return new MailboxReply.Refused<>(
                    new GraphError(410, reason, null, "a new round is refused", null, null, null));
        }
        return new MailboxReply.Done<>(
                transactions.in(lease.workspace(), () -> syncs.advance(lease, null, lease.round() + 1, false, false)));
    }

    private MailboxReply<Optional<Lease>> write(Lease lease, Delta.Changes page, Gathered gathered) {
        var deltaLink = page.deltaLink();
        if (deltaLink == null) {
            return new MailboxReply.Done<>(transactions.in(
                    lease.workspace(),
                    () -> syncs.advance(lease, page.nextLink(), lease.round(), lease.roundComplete(), !gathered.empty())
                            .map(further -> {
                                writer.write(lease, gathered);
                                return further;
                            })));
        }
        if (lease.roundComplete() || lease.round() == 1) {
            return new MailboxReply.Done<>(finish(lease, deltaLink, gathered));
        }
        return transactions
                .in(
                        lease.workspace(),
                        () -> syncs.advance(lease, deltaLink, lease.round(), false, true)
                                .map(further -> {
                                    writer.write(lease, gathered);
                                    return further;
                                }))
                .map(further -> withoutMissed(further)
                        .map(done -> done ? finish(further, deltaLink, Gathered.NOTHING) : Optional.<Lease>empty()))
                .orElseGet(() -> new MailboxReply.Done<>(Optional.empty()));
    }

    private Optional<Lease> finish(Lease lease, String deltaLink, Gathered gathered) {
        return transactions.in(lease.workspace(), () -> {
            var further = syncs.advance(lease, deltaLink, lease.round(), true, !gathered.empty());
            if (further.isEmpty()) {
                return further;
            }
            writer.write(lease, gathered);
            writer.finished(lease);
            return syncs.letGo(lease, Sweep.pause(further.get(), gathered.empty())) ? Optional.empty() : further;
        });
    }

    /** Looks for the messages that the round did not meet; false where another has taken the folder. */
    private MailboxReply<Boolean> withoutMissed(Lease lease) {
        while (true) {
            var missed = gatherer.missed(lease);
            if (missed.isEmpty()) {
                return new MailboxReply.Done<>(true);
            }
            var reply = gatherer.whereabouts(lease, missed)
                    .map(gathered -> transactions.in(lease.workspace(), () -> {
                        var mine = syncs.advance(lease, lease.link(), lease.round(), false, true)
                                .isPresent();
                        if (mine) {
                            writer.write(lease, gathered);
                        }
                        return mine;
                    }));
            if (!(reply instanceof MailboxReply.Done<Boolean>(var mine)) || !mine) {
                return reply;
            }
        }
    }
}
