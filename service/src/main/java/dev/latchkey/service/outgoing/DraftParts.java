package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Attachment;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.microsoft.graph.OutgoingDraft;
import dev.latchkey.microsoft.graph.Recipient;
import dev.latchkey.service.db.Transactions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes the draft, then what it cannot be created with. */
@Component
final class DraftParts {

    private final Transactions transactions;
    private final Outbox outbox;

    DraftParts(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** A reply is made by Exchange, which alone can set In-Reply-To and References. */
    GraphReply<Message> write(Outgoing outgoing, MailboxClient mailbox) {
        var original = outgoing.replyToGraphId();
        return original == null
                ? mailbox.drafts().create(outgoing.mail().draft(outgoing.marker()))
                : mailbox.drafts().createReply(original, outgoing.mail().body(), outgoing.marker());
    }

    /** Whether the draft as created is not yet the whole mail. */
    boolean missing(Outgoing outgoing) {
        return outgoing.replyToGraphId() != null
                || !outgoing.mail().attachments().isEmpty();
    }

    /** Can be repeated: it goes on from what is there. */
    GraphReply<Message> add(Outgoing outgoing, Message draft, MailboxClient mailbox) {
        var addressed = outgoing.replyToGraphId() == null
                ? new GraphReply.Done<>(draft)
                : mailbox.drafts().update(draft.id(), addressed(outgoing, draft));
        return outgoing.mail().attachments().isEmpty()
                ? addressed
                : addressed.then(done -> attach(outgoing, draft, mailbox));
    }

    /** What the caller left out stays as Exchange made it. */
    private static OutgoingDraft addressed(Outgoing outgoing, Message draft) {
        var mail = outgoing.mail();
        return new OutgoingDraft(
                either(mail.to(), draft.to()),
                either(mail.cc(), draft.cc()),
                either(mail.bcc(), draft.bcc()),
                either(mail.replyTo(), draft.replyTo()),
                mail.subject().isEmpty() && draft.subject() != null ? draft.subject() : mail.subject(),
                mail.body(),
                null,
                outgoing.marker());
    }

    private static List<Recipient> either(List<Address> ours, List<Recipient> exchanges) {
        return ours.isEmpty() ? exchanges : Mail.recipients(ours);
    }

    /** Files go up in their order, so that as many as are there need not go again. */
    private GraphReply<Message> attach(Outgoing outgoing, Message draft, MailboxClient mailbox) {
        var attachments = mailbox.attachments(draft.id());
        var files = transactions.in(outgoing.workspace(), () -> outbox.files(outgoing.id()));
        return attachments.list().then(there -> {
            GraphReply<Message> reply = new GraphReply.Done<>(draft);
            for (var file : files.subList(Math.min(there.size(), files.size()), files.size())) {
                reply = reply.then(
                        done -> attachments.add(file).map(Attachment::id).map(id -> draft));
            }
            return reply;
        });
    }
}
