package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Accepted;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.service.db.Transactions;
import org.springframework.stereotype.Component;

/**
 * Sends where Mail.Send is all that was granted. Nothing can be looked up, so there is one call, and an outcome that is not
 * known stays in doubt.
 */
@Component
final class AtOnce {

    private final Transactions transactions;
    private final Progress progress;
    private final Outbox outbox;

    AtOnce(Transactions transactions, Progress progress, Outbox outbox) {
        this.transactions = transactions;
        this.progress = progress;
        this.outbox = outbox;
    }

    Attempt attempt(Outgoing outgoing, MailboxClient mailbox) {
        if (outgoing.sends() > 0) {
            return new Attempt.InDoubt();
        }
        if (outgoing.replyToGraphId() != null) {
            return new Attempt.Failed(Trouble.of(Trouble.Why.SENDING_NOT_GRANTED));
        }
        var files = transactions.in(outgoing.workspace(), () -> outbox.files(outgoing.id()));
        if (!transactions.in(outgoing.workspace(), () -> progress.leaving(outgoing, null))) {
            return new Attempt.Overtaken();
        }
        return switch (mailbox.drafts().sendMail(outgoing.mail().draft(outgoing.marker()), files)) {
            case GraphReply.Done<Accepted> accepted -> new Attempt.Sent(null);
            case GraphReply.Refused<Accepted>(var error) -> Attempt.refused(error);
            case GraphReply.Later<Accepted>(var error, var after) -> Attempt.NotNow.busy(after, error);
            case GraphReply.Unclear<Accepted> unclear -> new Attempt.InDoubt();
        };
    }
}
