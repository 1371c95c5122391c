package dev.latchkey.service.reading;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxStatus;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredMessage;
import dev.latchkey.service.workspace.SignedIn;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may read which mailbox: the member whose it is, and those who manage the workspace. Anything else does not exist. */
@Component
final class OpenMailboxes {

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final Messages messages;

    OpenMailboxes(Transactions transactions, Mailboxes mailboxes, Messages messages) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.messages = messages;
    }

    Optional<Mailbox> forMember(SignedIn member, String mailboxId) {
        return find(member.workspace(), mailboxId).filter(mailbox -> member.mayUse(mailbox.member()));
    }

    Optional<Mailbox> find(WorkspaceId workspace, String mailboxId) {
        return transactions
                .in(workspace, () -> mailboxes.find(mailboxId))
                .filter(mailbox -> mailbox.status() != MailboxStatus.DISCONNECTED);
    }

    Optional<StoredMessage> message(Mailbox mailbox, String messageId) {
        return transactions.in(mailbox.workspace(), () -> messages.find(mailbox.id(), messageId));
    }
}
