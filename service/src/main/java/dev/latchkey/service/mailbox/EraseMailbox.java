package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.Subscription;
import dev.latchkey.microsoft.graph.Subscriptions;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** After a disconnect: ends our subscriptions at Microsoft as far as the token still allows, then erases the mailbox. */
@Component
final class EraseMailbox implements Job {

    static final String NAME = "erase-mailbox";
    private static final Logger LOG = LoggerFactory.getLogger(EraseMailbox.class);

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final TokenRows tokens;
    private final Graph graph;

    EraseMailbox(Transactions transactions, Mailboxes mailboxes, TokenRows tokens, Graph graph) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.tokens = tokens;
        this.graph = graph;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String mailboxId) {
        transactions
                .in(workspace, () -> mailboxes.find(mailboxId).flatMap(tokens::find))
                .map(TokenRows.Tokens::accessToken)
                .ifPresent(token -> endSubscriptions(graph.mailbox(token).subscriptions()));
        transactions.run(workspace, () -> mailboxes.erase(mailboxId));
        return new Next.Done();
    }

    private static void endSubscriptions(Subscriptions subscriptions) {
        if (subscriptions.list() instanceof GraphReply.Done<List<Subscription>>(var ours)) {
            ours.forEach(subscription -> subscriptions.delete(subscription.id()));
        } else {
            LOG.info("subscriptions of an erased mailbox stay until they expire, within seven days");
        }
    }
}
