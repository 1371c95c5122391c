package dev.latchkey.service.connect;

import dev.latchkey.microsoft.entra.AuthorizationReply;
import dev.latchkey.microsoft.entra.AuthorizeRequest;
import dev.latchkey.microsoft.entra.Redemption;
import dev.latchkey.microsoft.entra.ResponseMode;
import dev.latchkey.service.connect.ConnectAttempts.Parked;
import dev.latchkey.service.connect.ConnectOutcome.Connected;
import dev.latchkey.service.connect.ConnectOutcome.Failed;
import dev.latchkey.service.connect.ConnectOutcome.NotYet;
import dev.latchkey.service.connect.ConnectOutcome.ReturnToPlatform;
import dev.latchkey.service.connect.Departure.Look;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * To Microsoft and back. What comes back is only parked, whoever brings it; it takes effect when the browser that began,
 * or the platform's backend for a link with a return address, asks for it.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 */
@Component
final class ConnectFlow {

    private static final String ANY_WORK_ACCOUNT = "organizations";
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int PAUSES_AT_MOST = 300;
    private static final Parked UNKNOWN = new Parked.Nowhere(Lost.UNKNOWN);

    private final Transactions transactions;
    private final ConnectLinks links;
    private final ConnectAttempts attempts;
    private final Mailboxes mailboxes;
    private final Arrival arrival;
    private final MicrosoftSide microsoft;

    ConnectFlow(
            Transactions transactions,
            ConnectLinks links,
            ConnectAttempts attempts,
            Mailboxes mailboxes,
            Arrival arrival,
            MicrosoftSide microsoft) {
        this.transactions = transactions;
        this.links = links;
        this.attempts = attempts;
        this.mailboxes = mailboxes;
        this.arrival = arrival;
        this.microsoft = microsoft;
    }

    /** Where to send this browser for that link; {@code access} can be less than the link wants in the end. */
    URI begin(ConnectLink link, Browser browser, AccessLevel access) {
        return depart(link, browser, access, Look.VISIBLE);
    }

    /** Where to send it to see whether Microsoft lets this member through by now; there is no page of Microsoft's on the way. */
    URI check(ConnectLink link, Browser browser) {
        return depart(link, browser, link.access(), Look.SILENT);
    }

    /** The same, with Microsoft's own pages after it where it brings nothing. What comes without them was granted by somebody else. */
    URI tryAgain(ConnectLink link, Browser browser) {
        return depart(link, browser, link.access(), Look.SILENT_FIRST);
    }

    private URI depart(ConnectLink link, Browser browser, AccessLevel access, Look look) {
        return transactions.in(link.workspace(), () -> {
            var again = Optional.ofNullable(link.mailboxId()).flatMap(mailboxes::find);
            var departure = Departure.to(
                    microsoft.authority(), again.map(Mailbox::tenantId).orElse(ANY_WORK_ACCOUNT), access, look);
            attempts.begin(link, browser, departure);
            links.atMicrosoft(link, access);
            return microsoft
                    .entra()
                    .authorizeUrl(new AuthorizeRequest(
                            departure.tenant(),
                            access.scopes(),
                            microsoft.redirectUri(),
                            departure.state(),
                            departure.nonce(),
                            departure.codeVerifier(),
                            again.map(Mailbox::address).orElse(link.expectedAddress()),
                            departure.silent(),
                            ResponseMode.FORM_POST));
        });
    }

    /** Keeps Microsoft's answer for the attempt that waits for it. */
    Parked park(String authority, Map<String, String> parameters) {
        return switch (AuthorizationReply.parse(parameters, microsoft.cloud())) {
            case AuthorizationReply.Malformed malformed -> UNKNOWN;
            case AuthorizationReply.Code code ->
                attempts.workspaceOfState(code.state())
                        .map(workspace -> transactions.in(workspace, () -> attempts.park(workspace, authority, code)))
                        .orElse(UNKNOWN);
            case AuthorizationReply.Refused refused -> {
                var finding = Finding.atAuthorize(refused.error(), refused.subcode());
                yield attempts.workspaceOfState(refused.state())
                        .map(workspace -> transactions.in(workspace, () -> attempts.park(authority, refused, finding)))
                        .orElse(UNKNOWN);
            }
        };
    }

    /**
     * Goes on with an attempt whose answer is parked. Both must hold: this browser brought the answer, since no other
     * knows the handle, and it is the one that began, since it has the cookie.
     */
    ConnectOutcome resume(String handle, Browser browser) {
        var workspace = attempts.workspaceOfArrival(handle).orElse(null);
        if (workspace == null) {
            return new Failed(null, Finding.of(Cause.ATTEMPT_UNKNOWN));
        }
        var attempt =
                transactions.in(workspace, () -> attempts.ofArrival(handle)).orElseThrow();
        if (!attempt.begunBy(browser)) {
            return new Failed(null, endedByAnother(workspace, attempt));
        }
        var link =
                transactions.in(workspace, () -> links.find(attempt.linkId())).orElseThrow();
        return stand(link, attempt).or(() -> tooLate(link, attempt)).orElseGet(() -> goOn(workspace, link, attempt));
    }

    /** The platform's backend finishes: no token is asked for unless the member is the one the link was made for. */
    ConnectOutcome finish(WorkspaceId workspace, String ticket, String member) {
        var attempt =
                transactions.in(workspace, () -> attempts.ofTicket(ticket)).orElse(null);
        if (attempt == null) {
            return new Failed(null, Finding.of(Cause.ATTEMPT_UNKNOWN));
        }
        var link =
                transactions.in(workspace, () -> links.find(attempt.linkId())).orElseThrow();
        if (!link.member().equals(member)) {
            return new Failed(null, endedByAnother(workspace, attempt));
        }
        return stand(link, attempt).or(() -> tooLate(link, attempt)).orElseGet(() -> redeem(workspace, link, attempt));
    }

    /** The member says what Microsoft showed; Microsoft itself tells us nothing. */
    void waitingForApproval(ConnectLink link, String address, Shown shown) {
        transactions.run(link.workspace(), () -> arrival.waitingForApproval(link, address, shown));
    }

    /** What somebody else brought back is of no use to the one who began it either. */
    private Finding endedByAnother(WorkspaceId workspace, ConnectAttempt attempt) {
        var finding = Finding.of(Cause.OTHER_BROWSER);
        if (attempt.mailboxId() == null && attempt.finding() == null) {
            transactions.run(workspace, () -> attempts.finish(attempt, null, finding));
        }
        return finding;
    }

    private Optional<ConnectOutcome> stand(ConnectLink link, ConnectAttempt attempt) {
        if (attempt.mailboxId() != null) {
            return Optional.of(new Connected(link, attempt.mailboxId()));
        }
        return Optional.ofNullable(attempt.finding())
                .map(finding ->
                        attempt.silent() ? new NotYet(link, finding, attempt.insists()) : new Failed(link, finding));
    }

    /** The link has expired meanwhile, or its return address is no longer listed. */
    private Optional<ConnectOutcome> tooLate(ConnectLink link, ConnectAttempt attempt) {
        var returnUrl = link.returnUrl();
        var forbidden = returnUrl != null
                && !transactions.in(link.workspace(), links::returnUrls).contains(returnUrl);
        return links.expired(link) || forbidden
                ? Optional.of(arrival.failed(link, attempt, Finding.of(Cause.ATTEMPT_EXPIRED)))
                : Optional.empty();
    }

    private ConnectOutcome goOn(WorkspaceId workspace, ConnectLink link, ConnectAttempt attempt) {
        var refusal = attempt.refusal();
        if (refusal != null && attempt.silent()) {
            transactions.run(workspace, () -> {
                attempts.finish(attempt, null, refusal);
                links.refused(link, refusal);
            });
            return new NotYet(link, refusal, attempt.insists());
        }
        if (refusal != null) {
            return arrival.failed(link, attempt, refusal);
        }
        var returnUrl = link.returnUrl();
        if (returnUrl == null) {
            return redeem(workspace, link, attempt);
        }
        return transactions
                .in(workspace, () -> attempts.ticket(attempt))
                .<ConnectOutcome>map(ticket -> new ReturnToPlatform(LinkOrder.withAdded(returnUrl, ticket, link.id())))
                .orElseGet(() -> new Failed(null, Finding.of(Cause.ATTEMPT_USED)));
    }

    private ConnectOutcome redeem(WorkspaceId workspace, ConnectLink link, ConnectAttempt attempt) {
        var claimed = transactions
                .in(workspace, () -> attempts.claim(workspace, attempt))
                .orElse(null);
        if (claimed == null) {
            return outcomeOfAnother(link, attempt);
        }
        var reply = microsoft
                .entra()
                .redeem(new Redemption(
                        attempt.tenant(),
                        claimed.code().value(),
                        microsoft.redirectUri(),
                        claimed.codeVerifier().value(),
                        attempt.nonce(),
                        attempt.access().scopes()));
        return arrival.of(link, attempt, reply);
    }

    /** The same page loaded twice at once: whoever is second gets what the first one's call at Microsoft comes to. */
    private ConnectOutcome outcomeOfAnother(ConnectLink link, ConnectAttempt attempt) {
        for (var pauses = 0; pauses < PAUSES_AT_MOST; pauses++) {
            var now = transactions.in(link.workspace(), () -> attempts.find(attempt.id()));
            if (now.claimedAt() == null) {
                return new Failed(link, Finding.of(Cause.ATTEMPT_EXPIRED));
            }
            var outcome = stand(link, now);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            pause();
        }
        return new Failed(link, Finding.of(Cause.ATTEMPT_USED));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another request redeemed the code", e);
        }
    }
}
