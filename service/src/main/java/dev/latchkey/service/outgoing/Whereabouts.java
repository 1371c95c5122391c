package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import java.util.List;
import java.util.Optional;

/** Where a mail of ours is that Microsoft may have: looked up by its draft, then by its marker, then by its Message-ID. */
sealed interface Whereabouts {

    /** It is no draft any more. */
    record Left(Message copy) implements Whereabouts {}

    record StillDraft(Message draft) implements Whereabouts {}

    /** No trace; one may yet show. */
    record Nowhere() implements Whereabouts {}

    record CannotLook(Attempt attempt) implements Whereabouts {}

    static Whereabouts of(Outgoing outgoing, MailboxClient mailbox) {
        var draftId = outgoing.draftId();
        if (draftId != null) {
            var known = mailbox.message(draftId);
            if (!(known instanceof GraphReply.Refused<Message>(var error) && error.notFound())) {
                return of(outgoing, known.map(message -> List.of(message))).orElseGet(Nowhere::new);
            }
        }
        return byTraces(outgoing, mailbox);
    }

    private static Whereabouts byTraces(Outgoing outgoing, MailboxClient mailbox) {
        for (var folder : List.of("sentitems", "outbox", "drafts")) {
            // a draft other than the one that we know is never sent
            if (outgoing.draftId() != null && folder.equals("drafts")) {
                continue;
            }
            var found = of(outgoing, mailbox.findByMarker(folder, outgoing.marker()));
            if (found.isPresent()) {
                return found.get();
            }
        }
        // the copy may have been moved, or have lost the marker; with oneself among the recipients this finds theirs
        var messageId = outgoing.internetMessageId();
        return messageId == null
                ? new Nowhere()
                : of(outgoing, mailbox.findByInternetMessageId(messageId)).orElseGet(Nowhere::new);
    }

    private static Optional<Whereabouts> of(Outgoing outgoing, GraphReply<List<Message>> reply) {
        return switch (reply) {
            case GraphReply.Done<List<Message>>(var found) ->
                found.stream().findFirst().map(Whereabouts::of);
            case GraphReply.Refused<List<Message>>(var error) ->
                Optional.of(new CannotLook(
                        error.tokenRejected() || outgoing.sends() == 0
                                ? Attempt.refused(error)
                                : new Attempt.InDoubt()));
            case GraphReply.Later<List<Message>>(var error, var after) ->
                Optional.of(new CannotLook(Attempt.NotNow.busy(after, error)));
            case GraphReply.Unclear<List<Message>> unclear -> Optional.of(new CannotLook(Attempt.NotNow.silent()));
        };
    }

    private static Whereabouts of(Message message) {
        return Boolean.TRUE.equals(message.isDraft()) ? new StillDraft(message) : new Left(message);
    }
}
