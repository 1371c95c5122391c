package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Accepted;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.db.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Sends by way of a draft with our marker, which can be found again whatever happens in between. Only {@code send} on the
 * same draft is repeated, and only after a look.
 */
@Component
final class ThroughDraft {

    /** How long Microsoft may take to show what it has done. */
    static final Duration SHOWS_WITHIN = Duration.ofSeconds(40);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final int MOST_SENDS = 6;
    private static final int MOST_ATTEMPTS = 20;

    private final Transactions transactions;
    private final Progress progress;
    private final DraftParts parts;
    private final Clock clock;

    ThroughDraft(Transactions transactions, Progress progress, DraftParts parts, Clock clock) {
        this.transactions = transactions;
        this.progress = progress;
        this.parts = parts;
        this.clock = clock;
    }

    Attempt attempt(Outgoing outgoing, MailboxClient mailbox) {
        if (outgoing.untouched()) {
            return write(outgoing, mailbox);
        }
        return switch (Whereabouts.of(outgoing, mailbox)) {
            case Whereabouts.Left(var copy) -> new Attempt.Sent(copy);
            case Whereabouts.StillDraft(var draft) ->
                outgoing.sends() < MOST_SENDS ? complete(outgoing, draft, mailbox) : new Attempt.InDoubt();
            case Whereabouts.Nowhere nowhere -> nowhere(outgoing, mailbox);
            case Whereabouts.CannotLook(var attempt) -> attempt;
        };
    }

    private Attempt nowhere(Outgoing outgoing, MailboxClient mailbox) {
        var shown = outgoing.lastTouched().plus(SHOWS_WITHIN);
        if (clock.instant().isBefore(shown)) {
            return new Attempt.Looking(soon(outgoing, shown));
        }
        if (outgoing.sends() > 0) {
            return new Attempt.InDoubt();
        }
        if (outgoing.draftId() != null) {
            return new Attempt.Failed(Trouble.of(Trouble.Why.DRAFT_GONE));
        }
        if (outgoing.attempts() >= MOST_ATTEMPTS) {
            return new Attempt.Failed(Trouble.of(Trouble.Why.GAVE_UP));
        }
        return transactions.in(outgoing.workspace(), () -> progress.askAgain(outgoing))
                ? write(outgoing, mailbox)
                : new Attempt.Overtaken();
    }

    private Attempt write(Outgoing outgoing, MailboxClient mailbox) {
        return switch (parts.write(outgoing, mailbox)) {
            case GraphReply.Done<Message>(var draft) -> complete(outgoing, draft, mailbox);
            case GraphReply.Refused<Message>(var error) -> unwritten(outgoing, error);
            case GraphReply.Later<Message>(var error, var after) -> Attempt.NotNow.busy(after, error);
            case GraphReply.Unclear<Message> unclear -> new Attempt.Unclear(soon(outgoing));
        };
    }

    private static Attempt unwritten(Outgoing outgoing, GraphError error) {
        return outgoing.replyToGraphId() != null && error.notFound()
                ? new Attempt.Failed(Trouble.of(Trouble.Why.ORIGINAL_GONE))
                : Attempt.refused(error);
    }

    /** Adds what a draft cannot be created with; each step can be done again. */
    private Attempt complete(Outgoing outgoing, Message draft, MailboxClient mailbox) {
        if (outgoing.sends() > 0 || !parts.missing(outgoing)) {
            return send(outgoing, draft, mailbox);
        }
        if (!transactions.in(outgoing.workspace(), () -> progress.drafted(outgoing, draft))) {
            return new Attempt.Overtaken();
        }
        return switch (parts.add(outgoing, draft, mailbox)) {
            case GraphReply.Done<Message>(var completed) -> send(outgoing, draft, mailbox);
            case GraphReply.Refused<Message>(var error) -> Attempt.refused(error);
            case GraphReply.Later<Message>(var error, var after) -> Attempt.NotNow.busy(after, error);
            case GraphReply.Unclear<Message> unclear -> new Attempt.Unclear(soon(outgoing));
        };
    }

    private Attempt send(Outgoing outgoing, Message draft, MailboxClient mailbox) {
        if (!transactions.in(outgoing.workspace(), () -> progress.leaving(outgoing, draft))) {
            return new Attempt.Overtaken();
        }
        return switch (mailbox.drafts().send(draft.id())) {
            case GraphReply.Done<Accepted> accepted -> new Attempt.Sent(draft);
            case GraphReply.Refused<Accepted>(var error) -> unsent(outgoing, draft, error, mailbox);
            case GraphReply.Later<Accepted>(var error, var after) -> Attempt.NotNow.busy(after, error);
            case GraphReply.Unclear<Accepted> unclear -> new Attempt.Unclear(soon(outgoing));
        };
    }

    /** A refusal of a repeated send can mean that an earlier one was carried out: only the draft itself tells. */
    private Attempt unsent(Outgoing outgoing, Message draft, GraphError error, MailboxClient mailbox) {
        if (error.tokenRejected()) {
            return new Attempt.TokenRejected();
        }
        return switch (mailbox.message(draft.id())) {
            case GraphReply.Done<Message>(var now) when Boolean.TRUE.equals(now.isDraft()) -> Attempt.refused(error);
            case GraphReply.Done<Message>(var now) -> new Attempt.Sent(now);
            default -> new Attempt.Looking(soon(outgoing));
        };
    }

    private Instant soon(Outgoing outgoing) {
        return clock.instant().plus(Pauses.before(outgoing.attempts() + 1, LOOK_AGAIN));
    }

    /** The last look comes right when everything has to show. */
    private Instant soon(Outgoing outgoing, Instant latest) {
        var soon = soon(outgoing);
        return soon.isBefore(latest) ? soon : latest;
    }
}
