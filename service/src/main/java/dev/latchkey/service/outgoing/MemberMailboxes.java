package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.workspace.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** A member sends from their own mailbox, who manages the workspace from any; others do not exist for them. */
@Component
final class MemberMailboxes {

    private final Transactions transactions;
    private final Mailboxes mailboxes;

    MemberMailboxes(Transactions transactions, Mailboxes mailboxes) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
    }

    /** @throws ResponseStatusException 404 */
    Mailbox open(SignedIn member, String mailboxId) {
        return transactions
                .in(member.workspace(), () -> mailboxes.find(mailboxId))
                .filter(mailbox -> member.mayUse(mailbox.member()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
