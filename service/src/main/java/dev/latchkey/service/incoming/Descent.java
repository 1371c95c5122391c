package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.messages.Lineage;
import dev.latchkey.service.messages.MessageKind;
import dev.latchkey.service.messages.SentMail;
import dev.latchkey.service.messages.SentMail.Sent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what a new message is and which message of ours it answers. Belongs inside a transaction of the workspace. */
@Component
final class Descent {

    private final SentMail sentMail;

    Descent(SentMail sentMail) {
        this.sentMail = sentMail;
    }

    /** Of a message that was sent from the mailbox: Graph has no headers for those. */
    Lineage ofSent(String mailboxId, Message message) {
        var id = Clean.orNull(message.internetMessageId());
        var sent = id == null ? Optional.<Sent>empty() : sentMail.withMessageId(mailboxId, List.of(id));
        return new Lineage(false, null, List.of(), MessageKind.ORDINARY, outgoingId(sent));
    }

    /** @param message with its headers, where they could be read */
    Lineage ofArrived(String mailboxId, Message message) {
        if (message.headers().isEmpty()) {
            var sent = sentMail.inConversation(mailboxId, message.conversationId());
            var kind = sent.isPresent() ? MessageKind.REPLY : MessageKind.ORDINARY;
            return new Lineage(false, null, List.of(), kind, outgoingId(sent));
        }
        var headers = new Headers(message.headers());
        var read = new Lineage(true, headers.inReplyTo(), headers.references(), headers.kind(), null);
        var sent = sentMail.withMessageId(mailboxId, read.ancestors());
        var kind = read.kind() == MessageKind.ORDINARY && sent.isPresent() ? MessageKind.REPLY : read.kind();
        return new Lineage(true, read.inReplyTo(), read.references(), kind, outgoingId(sent));
    }

    private static @Nullable String outgoingId(Optional<Sent> sent) {
        return sent.map(Sent::outgoingId).orElse(null);
    }
}
