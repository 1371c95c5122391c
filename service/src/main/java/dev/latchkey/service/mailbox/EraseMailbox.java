package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * After a disconnect: ends our subscriptions at Microsoft as far as the token still allows, then erases the mailbox. Whoever
 * connects it again meanwhile keeps it.
 */
@Component
final class EraseMailbox implements Job {

    static final String NAME = "erase-mailbox";
    private static final Logger LOG = LoggerFactory.getLogger(EraseMailbox.class);

    private record Doomed(@Nullable AccessToken token, List<String> subscriptions) {}

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final TokenRows tokens;
    private final OwnSubscriptions subscriptions;
    private final Graph graph;

    EraseMailbox(
            Transactions transactions,
            Mailboxes mailboxes,
            TokenRows tokens,
            OwnSubscriptions subscriptions,
            Graph graph) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.tokens = tokens;
        this.subscriptions = subscriptions;
        this.graph = graph;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String mailboxId) {
        transactions.in(workspace, () -> doomed(mailboxId)).ifPresent(doomed -> {
            end(doomed);
            erase(workspace, mailboxId, doomed.subscriptions());
        });
        return new Next.Done();
    }

    private Optional<Doomed> doomed(String mailboxId) {
        return mailboxes
                .find(mailboxId)
                .filter(mailbox -> mailbox.status() == MailboxStatus.DISCONNECTED)
                .map(mailbox -> new Doomed(
                        tokens.find(mailbox).map(TokenRows.Tokens::accessToken).orElse(null),
                        subscriptions.of(mailbox)));
    }

    private void end(Doomed doomed) {
        if (doomed.token() == null) {
            return;
        }
        var atMicrosoft = graph.mailbox(doomed.token()).subscriptions();
        for (var subscription : doomed.subscriptions()) {
            if (!(atMicrosoft.delete(subscription) instanceof GraphReply.Done)) {
                LOG.info("a subscription of an erased mailbox stays until it expires, within seven days");
            }
        }
    }

    void erase(WorkspaceId workspace, String mailboxId, List<String> ended) {
        if (!transactions.in(workspace, () -> mailboxes.erase(mailboxId))) {
            // each by itself: who watches several folders at the moment holds their rows in another order
            ended.forEach(one -> transactions.run(workspace, () -> subscriptions.makeAnew(one)));
        }
    }
}
