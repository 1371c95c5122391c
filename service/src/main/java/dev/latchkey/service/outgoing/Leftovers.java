package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.AccessReply;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Removes drafts of a mail that is over: none of them will ever be sent. */
@Component
final class Leftovers {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration TRIES_FOR = Duration.ofHours(1);

    private final Transactions transactions;
    private final Progress progress;
    private final MailboxAccess access;
    private final Graph graph;
    private final Clock clock;

    Leftovers(Transactions transactions, Progress progress, MailboxAccess access, Graph graph, Clock clock) {
        this.transactions = transactions;
        this.progress = progress;
        this.access = access;
        this.graph = graph;
        this.clock = clock;
    }

    Next remove(Outgoing outgoing, Mailbox mailbox) {
        var removed = mailbox.access() != AccessLevel.SEND_AND_READ || removeDrafts(outgoing);
        var now = clock.instant();
        var shown = outgoing.lastTouched().plus(ThroughDraft.SHOWS_WITHIN);
        if (removed && now.isBefore(shown)) {
            return new Next.Again(shown);
        }
        if (!removed && now.isBefore(shown.plus(TRIES_FOR))) {
            return new Next.Again(now.plus(PAUSE));
        }
        transactions.run(outgoing.workspace(), () -> progress.tidied(outgoing));
        return new Next.Done();
    }

    private boolean removeDrafts(Outgoing outgoing) {
        return access.token(outgoing.workspace(), outgoing.mailboxId()) instanceof AccessReply.Fresh(var token)
                && removeDrafts(outgoing, graph.mailbox(token));
    }

    private static boolean removeDrafts(Outgoing outgoing, MailboxClient mailbox) {
        if (!(mailbox.findByMarker("drafts", outgoing.marker()) instanceof GraphReply.Done<List<Message>>(var found))) {
            return false;
        }
        return found.stream()
                .filter(message -> Boolean.TRUE.equals(message.isDraft()))
                .map(draft -> mailbox.delete(draft.id()))
                .allMatch(reply -> reply instanceof GraphReply.Done);
    }
}
