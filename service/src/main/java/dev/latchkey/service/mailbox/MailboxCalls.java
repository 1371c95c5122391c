package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes calls for a mailbox that do no harm when they are made twice: reads, and changes that set what is already set. A
 * token that Graph rejects is renewed and the call made once more. Not for the inside of a transaction.
 */
@Component
public final class MailboxCalls {

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(15);

    private final MailboxAccess access;
    private final Graph graph;
    private final Clock clock;

    MailboxCalls(MailboxAccess access, Graph graph, Clock clock) {
        this.access = access;
        this.graph = graph;
        this.clock = clock;
    }

    public <T> MailboxReply<T> call(
            WorkspaceId workspace, String mailboxId, Function<MailboxClient, GraphReply<T>> call) {
        return switch (access.token(workspace, mailboxId)) {
            case AccessReply.Fresh(var token) -> {
                var reply = call.apply(graph.mailbox(token));
                yield rejected(reply) ? again(workspace, mailboxId, token, call) : outcome(reply);
            }
            case AccessReply other -> noToken(other);
        };
    }

    private <T> MailboxReply<T> again(
            WorkspaceId workspace,
            String mailboxId,
            AccessToken rejected,
            Function<MailboxClient, GraphReply<T>> call) {
        access.rejected(workspace, mailboxId, rejected);
        return switch (access.token(workspace, mailboxId)) {
            case AccessReply.Fresh(var token) -> outcome(call.apply(graph.mailbox(token)));
            case AccessReply other -> noToken(other);
        };
    }

    private static boolean rejected(GraphReply<?> reply) {
        return reply instanceof GraphReply.Refused<?>(var error) && error.tokenRejected();
    }

    private <T> MailboxReply<T> noToken(AccessReply reply) {
        return switch (reply) {
            case AccessReply.ReconnectNeeded(var finding) -> new MailboxReply.ReconnectNeeded<>(finding);
            case AccessReply.TryLater(var at, var finding) -> new MailboxReply.Later<>(at, finding);
            case AccessReply.NotInUse(var reason) -> new MailboxReply.NotInUse<>(reason);
            case AccessReply.Fresh fresh -> throw new IllegalArgumentException("there is a token");
        };
    }

    private <T> MailboxReply<T> outcome(GraphReply<T> reply) {
        return switch (reply) {
            case GraphReply.Done<T>(var value) -> new MailboxReply.Done<>(value);
            case GraphReply.Refused<T>(var error) -> new MailboxReply.Refused<>(error);
            case GraphReply.Later<T>(var error, var retryAfter) -> later(retryAfter, why(error));
            case GraphReply.Unclear<T> unclear -> later(null, Finding.of(Cause.MICROSOFT_UNREACHABLE));
        };
    }

    /** A call that was never answered has no status. */
    private static Finding why(GraphError error) {
        return error.status() == 0 ? Finding.of(Cause.MICROSOFT_UNREACHABLE) : Finding.atGraph(error);
    }

    private <T> MailboxReply<T> later(@Nullable Duration retryAfter, Finding finding) {
        return new MailboxReply.Later<>(clock.instant().plus(retryAfter == null ? AFTER_TROUBLE : retryAfter), finding);
    }
}
