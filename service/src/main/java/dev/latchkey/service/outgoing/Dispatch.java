package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.service.mailbox.AccessReply;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxAccess;
import dev.latchkey.service.mailbox.MailboxBudget;
import dev.latchkey.service.mailbox.MailboxStatus;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** One try, within the mailbox's budget and with its token, on the way that its access allows. */
@Component
final class Dispatch {

    /** Reconnecting wakes it earlier. */
    private static final Duration UNTIL_RECONNECTED = Duration.ofHours(1);

    private static final Duration WHILE_PAUSED = Duration.ofMinutes(5);

    private final MailboxAccess access;
    private final MailboxBudget budget;
    private final Graph graph;
    private final ThroughDraft throughDraft;
    private final AtOnce atOnce;
    private final Clock clock;

    Dispatch(
            MailboxAccess access,
            MailboxBudget budget,
            Graph graph,
            ThroughDraft throughDraft,
            AtOnce atOnce,
            Clock clock) {
        this.access = access;
        this.budget = budget;
        this.graph = graph;
        this.throughDraft = throughDraft;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    Attempt attempt(Outgoing outgoing, Mailbox mailbox) {
        return budget.tryWithin(mailbox, () -> withToken(outgoing, mailbox)).orElseGet(Attempt.Crowded::new);
    }

    private Attempt withToken(Outgoing outgoing, Mailbox mailbox) {
        return switch (access.token(mailbox.workspace(), mailbox.id())) {
            case AccessReply.Fresh(var token) -> with(token, outgoing, mailbox);
            case AccessReply.ReconnectNeeded(var finding) ->
                new Attempt.NotNow(UNTIL_RECONNECTED, new Trouble(Trouble.Why.RECONNECT_NEEDED, finding));
            case AccessReply.TryLater(var at, var finding) ->
                new Attempt.NotNow(Duration.between(clock.instant(), at), new Trouble(Trouble.Why.BUSY, finding));
            case AccessReply.NotInUse notInUse
            when mailbox.status() == MailboxStatus.DISCONNECTED -> impossible(outgoing, Trouble.Why.DISCONNECTED);
            case AccessReply.NotInUse notInUse -> new Attempt.NotNow(WHILE_PAUSED, Trouble.of(Trouble.Why.PAUSED));
        };
    }

    private Attempt with(AccessToken token, Outgoing outgoing, Mailbox mailbox) {
        var attempt = send(outgoing, mailbox, graph.mailbox(token));
        if (attempt instanceof Attempt.TokenRejected) {
            access.rejected(mailbox.workspace(), mailbox.id(), token);
        }
        return attempt;
    }

    private Attempt send(Outgoing outgoing, Mailbox mailbox, MailboxClient client) {
        return switch (mailbox.access()) {
            case SEND_AND_READ -> throughDraft.attempt(outgoing, client);
            case SEND -> atOnce.attempt(outgoing, client);
            case READ, READ_BASIC -> impossible(outgoing, Trouble.Why.SENDING_NOT_GRANTED);
        };
    }

    /** What can't be sent any more can't be looked up any more either. */
    private static Attempt impossible(Outgoing outgoing, Trouble.Why why) {
        return outgoing.sends() > 0 ? new Attempt.InDoubt() : new Attempt.Failed(Trouble.of(why));
    }
}
