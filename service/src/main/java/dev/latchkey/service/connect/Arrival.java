package dev.latchkey.service.connect;

import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.service.connect.ConnectOutcome.Connected;
import dev.latchkey.service.connect.ConnectOutcome.Failed;
import dev.latchkey.service.connect.SignedInMailbox.Check;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Diagnosis;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.Connection;
import dev.latchkey.service.mailbox.Mailboxes;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns the token endpoint's reply into a connected mailbox, or into the finding why there is none. */
@Component
final class Arrival {

    /** The tenant of all personal accounts. */
    private static final String PERSONAL_ACCOUNTS = "9188040d-6c67-4c5b-b112-36a304b66dad";

    /** Of {@code connect.failed}. */
    record ConnectFailed(String linkId, String member, Diagnosis diagnosis) {}

    /** Of {@code connect.waiting_for_approval}. */
    record WaitingForApproval(
            String linkId, String member, String address, String requestedAccess, String microsoftShowed) {}

    private final Transactions transactions;
    private final ConnectLinks links;
    private final ConnectAttempts attempts;
    private final Mailboxes mailboxes;
    private final SignedInMailbox mailbox;
    private final Telling telling;

    /** How failures are told. */
    @Component
    record Telling(EventLog events, Explain explain) {}

    Arrival(
            Transactions transactions,
            ConnectLinks links,
            ConnectAttempts attempts,
            Mailboxes mailboxes,
            SignedInMailbox mailbox,
            Telling telling) {
        this.transactions = transactions;
        this.links = links;
        this.attempts = attempts;
        this.mailboxes = mailboxes;
        this.mailbox = mailbox;
        this.telling = telling;
    }

    ConnectOutcome of(ConnectLink link, ConnectAttempt attempt, TokenReply reply) {
        return switch (reply) {
            case TokenReply.Granted granted -> granted(link, attempt, granted);
            case TokenReply.Refused refused -> failed(link, attempt, Finding.atRedemption(refused.error()));
            case TokenReply.Unreachable unreachable -> failed(link, attempt, Finding.unreachable(unreachable.error()));
            case TokenReply.Untrusted untrusted -> failed(link, attempt, Finding.of(Cause.ANSWER_UNTRUSTED));
        };
    }

    /** Ends the attempt without a mailbox; the link can be tried again. */
    Failed failed(ConnectLink link, ConnectAttempt attempt, Finding finding) {
        var address = link.expectedAddress();
        transactions.run(link.workspace(), () -> {
            attempts.finish(attempt, null, finding);
            if (attempt.access() != link.access()) {
                // the link goes on waiting for the whole
                if (!ConnectLink.isAmbiguous(finding)) {
                    links.sendingAnswered(link, finding.cause() == Cause.APPROVAL_REQUIRED);
                }
                return;
            }
            if (link.waitsOnAfter(finding)) {
                return;
            }
            if (finding.cause() == Cause.APPROVAL_REQUIRED && address != null) {
                waitingForApproval(link, address, Shown.NEED_ADMIN_APPROVAL);
                links.refused(link, finding);
                return;
            }
            links.move(link, ConnectLink.Status.FAILED, finding);
            telling.events()
                    .append(
                            link.workspace(),
                            EventType.CONNECT_FAILED,
                            null,
                            new ConnectFailed(
                                    link.id(), link.member(), telling.explain().in(link.locale(), finding)));
        });
        return new Failed(link, finding);
    }

    /** Call it in a transaction of the workspace. */
    void waitingForApproval(ConnectLink link, String address, Shown shown) {
        links.waiting(link, address, shown);
        telling.events()
                .append(
                        link.workspace(),
                        EventType.CONNECT_WAITING_FOR_APPROVAL,
                        null,
                        new WaitingForApproval(
                                link.id(), link.member(), address, link.access().wireName(), shown.wireName()));
    }

    private ConnectOutcome granted(ConnectLink link, ConnectAttempt attempt, TokenReply.Granted granted) {
        var identity = granted.identity();
        if (identity == null) {
            return failed(link, attempt, Finding.of(Cause.ANSWER_UNTRUSTED));
        }
        var shortcoming = shortcoming(attempt, granted, identity);
        if (shortcoming.isPresent()) {
            return failed(link, attempt, shortcoming.get());
        }
        return switch (mailbox.check(link, attempt, granted, identity)) {
            case Check.NotToBeConnected(var why) -> failed(link, attempt, why);
            case Check.Meant(var address) ->
                connected(
                        link,
                        attempt,
                        new Connection(
                                link.member(),
                                link.access(),
                                attempt.access(),
                                identity,
                                address,
                                granted,
                                attempt.silent()));
        };
    }

    private static Optional<Finding> shortcoming(
            ConnectAttempt attempt, TokenReply.Granted granted, Identity identity) {
        if (identity.tenantId().equals(PERSONAL_ACCOUNTS)) {
            return Optional.of(Finding.of(Cause.PERSONAL_ACCOUNT, Map.of("signedIn", identity.address())));
        }
        var missing = Scopes.missing(attempt.access().scopes(), granted.scopes());
        if (missing.isEmpty() && granted.refreshToken() != null) {
            return Optional.empty();
        }
        var names = missing.isEmpty() ? "offline_access" : String.join(", ", missing);
        return Optional.of(Finding.of(Cause.PERMISSIONS_MISSING, Map.of("missing", names)));
    }

    private Connected connected(ConnectLink link, ConnectAttempt attempt, Connection connection) {
        var id = transactions.in(link.workspace(), () -> {
            links.arrivedAs(link, connection.address());
            var connected = mailboxes.connect(link.workspace(), connection);
            attempts.finish(attempt, connected.id(), null);
            links.connected(link, connected.id(), attempt.access());
            return connected.id();
        });
        return new Connected(link, id);
    }
}
