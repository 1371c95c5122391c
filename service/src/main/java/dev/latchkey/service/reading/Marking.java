package dev.latchkey.service.reading;

import dev.latchkey.microsoft.graph.FlagStatus;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.microsoft.graph.MessageChange;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.MailboxCalls;
import dev.latchkey.service.mailbox.MailboxReply;
import dev.latchkey.service.messages.Flag;
import dev.latchkey.service.messages.Mail.Marks;
import dev.latchkey.service.messages.MessageIndex;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredMessage;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts marks on messages: at Microsoft first, then in the index, which tells it once. */
@Component
final class Marking {

    private final MailboxCalls calls;
    private final Transactions transactions;
    private final Messages messages;
    private final MessageIndex index;

    Marking(MailboxCalls calls, Transactions transactions, Messages messages, MessageIndex index) {
        this.calls = calls;
        this.transactions = transactions;
        this.messages = messages;
        this.index = index;
    }

    MailboxReply<StoredMessage> read(StoredMessage message, boolean isRead) {
        var marks = message.mail().marks();
        if (marks.isRead() == isRead) {
            return new MailboxReply.Done<>(message);
        }
        return mark(message, MessageChange.read(isRead), new Marks(isRead, marks.flag(), marks.categories()));
    }

    MailboxReply<StoredMessage> mark(StoredMessage message, Marks marks) {
        return mark(message, new MessageChange(marks.isRead(), graphFlag(marks.flag()), marks.categories()), marks);
    }

    private MailboxReply<StoredMessage> mark(StoredMessage message, MessageChange change, Marks marks) {
        MailboxReply<Message> reply = calls.call(
                message.workspace(),
                message.mailboxId(),
                client -> client.change(message.mail().graphId(), change));
        return reply.map(changed -> transactions.in(message.workspace(), () -> marked(message, marks)));
    }

    private StoredMessage marked(StoredMessage message, Marks marks) {
        var graphId = message.mail().graphId();
        var before =
                messages.knownForChange(message.mailboxId(), List.of(graphId)).get(graphId);
        return before == null ? message : index.mark(before, marks);
    }

    private static FlagStatus graphFlag(Flag flag) {
        return switch (flag) {
            case NONE -> FlagStatus.NOT_FLAGGED;
            case FLAGGED -> FlagStatus.FLAGGED;
            case COMPLETE -> FlagStatus.COMPLETE;
        };
    }
}
