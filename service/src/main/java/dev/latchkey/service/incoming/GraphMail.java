package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.FlagStatus;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.microsoft.graph.Recipient;
import dev.latchkey.service.messages.Address;
import dev.latchkey.service.messages.Flag;
import dev.latchkey.service.messages.Mail;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Graph's message in the words of the index. */
final class GraphMail {

    private GraphMail() {}

    static Mail of(Message message) {
        return new Mail(
                message.id(),
                Clean.orNull(message.conversationId()),
                Clean.orNull(message.internetMessageId()),
                message.from() == null ? null : address(message.from()),
                addresses(message.to()),
                addresses(message.cc()),
                Clean.text(message.subject()),
                Clean.text(message.bodyPreview()),
                time(message),
                new Mail.Marks(
                        !Boolean.FALSE.equals(message.isRead()),
                        flag(message.flag()),
                        message.categories().stream().map(Clean::text).toList()),
                Boolean.TRUE.equals(message.isDraft()),
                Boolean.TRUE.equals(message.hasAttachments()));
    }

    static Instant time(Message message) {
        if (message.receivedDateTime() != null) {
            return message.receivedDateTime();
        }
        return message.sentDateTime() == null ? Instant.EPOCH : message.sentDateTime();
    }

    private static Flag flag(@Nullable FlagStatus status) {
        return switch (status) {
            case FLAGGED -> Flag.FLAGGED;
            case COMPLETE -> Flag.COMPLETE;
            case NOT_FLAGGED -> Flag.NONE;
            case null -> Flag.NONE;
        };
    }

    private static List<Address> addresses(List<Recipient> recipients) {
        return recipients.stream().map(GraphMail::address).toList();
    }

    private static Address address(Recipient recipient) {
        return new Address(Clean.text(recipient.address()), Clean.orNull(recipient.name()));
    }
}
