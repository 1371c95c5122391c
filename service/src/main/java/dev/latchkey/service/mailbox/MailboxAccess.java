package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.TokenRows.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands out access tokens, refreshed by one caller at a time over all nodes: whoever gets the row's lease calls Microsoft,
 * outside any transaction, and saves only over the generation it read; the others wait and read again.
 */
@Component
public final class MailboxAccess {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxAccess.class);
    /** A token that ends sooner is renewed first. */
    private static final Duration ENOUGH = Duration.ofMinutes(2);

    private static final Duration PAUSE_WHILE_ANOTHER_REFRESHES = Duration.ofMillis(50);
    private static final int PAUSES_AT_MOST = 200;
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);
    private static final Duration AFTER_ALARM = Duration.ofMinutes(5);

    private record Held(Mailbox mailbox, Tokens tokens) {}

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final TokenRows rows;
    private final GrantedPermissions permissions;
    private final Entra entra;
    private final Clock clock;

    MailboxAccess(
            Transactions transactions,
            Mailboxes mailboxes,
            TokenRows rows,
            GrantedPermissions permissions,
            Entra entra,
            Clock clock) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.rows = rows;
        this.permissions = permissions;
        this.entra = entra;
        this.clock = clock;
    }

    /** A token for Graph that lives two minutes at least. May call Microsoft: not for the inside of a transaction. */
    public AccessReply token(WorkspaceId workspace, String mailboxId) {
        for (var pauses = 0; pauses < PAUSES_AT_MOST; pauses++) {
            var held = held(workspace, mailboxId).orElse(null);
            if (held == null) {
                return new AccessReply.NotInUse("there is no such mailbox");
            }
            var notInUse = notInUse(held.mailbox());
            if (notInUse.isPresent()) {
                return notInUse.get();
            }
            var token = held.tokens().accessToken();
            if (token != null && lastsLongEnough(held.tokens())) {
                return new AccessReply.Fresh(token);
            }
            if (transactions.in(
                    workspace, () -> rows.lease(held.mailbox(), held.tokens().generation()))) {
                return refresh(held);
            }
            pause();
        }
        return new AccessReply.TryLater(clock.instant().plus(AFTER_TROUBLE), null);
    }

    /** Graph answered 401 to this token: the next call of {@link #token} asks Microsoft for another. */
    public void rejected(WorkspaceId workspace, String mailboxId, AccessToken token) {
        held(workspace, mailboxId)
                .filter(held -> token.equals(held.tokens().accessToken()))
                .ifPresent(held -> transactions.run(
                        workspace,
                        () -> rows.forgetAccess(held.mailbox(), held.tokens().generation())));
    }

    private Optional<Held> held(WorkspaceId workspace, String mailboxId) {
        return transactions.in(
                workspace,
                () -> mailboxes
                        .find(mailboxId)
                        .flatMap(mailbox -> rows.find(mailbox).map(tokens -> new Held(mailbox, tokens))));
    }

    private static Optional<AccessReply> notInUse(Mailbox mailbox) {
        return switch (mailbox.status()) {
            case ACTIVE, CONNECTING -> Optional.empty();
            case NEEDS_RECONNECT -> {
                var finding = mailbox.finding();
                yield Optional.of(
                        new AccessReply.ReconnectNeeded(finding == null ? Finding.of(Cause.GRANT_ENDED) : finding));
            }
            case PAUSED -> Optional.of(new AccessReply.NotInUse("the mailbox is paused"));
            case DISCONNECTED -> Optional.of(new AccessReply.NotInUse("the mailbox is disconnected"));
        };
    }

    private boolean lastsLongEnough(Tokens tokens) {
        var expires = tokens.accessExpiresAt();
        return expires != null && expires.isAfter(clock.instant().plus(ENOUGH));
    }

    private AccessReply refresh(Held held) {
        return switch (reply(held)) {
            case TokenReply.Granted granted -> saved(held, granted);
            case TokenReply.Refused refused -> refused(held, Finding.atToken(refused.error()));
            case TokenReply.Unreachable unreachable -> {
                var wait = unreachable.retryAfter();
                yield later(held, wait == null ? AFTER_TROUBLE : wait, Finding.unreachable(unreachable.error()));
            }
            case TokenReply.Untrusted untrusted -> later(held, AFTER_ALARM, Finding.of(Cause.ANSWER_UNTRUSTED));
        };
    }

    /** A refusal that would end the mailbox is asked once more; where only some permission is missing, the others still serve. */
    private TokenReply reply(Held held) {
        var mailbox = held.mailbox();
        var token = held.tokens().refreshToken();
        var reply = entra.refresh(mailbox.tenantId(), token, mailbox.access().scopes());
        if (!(reply instanceof TokenReply.Refused(var error))) {
            return reply;
        }
        var finding = Finding.atToken(error);
        if (finding.cause() == Cause.CONSENT_MISSING) {
            return entra.refreshWithWhatIsGranted(mailbox.tenantId(), token);
        }
        return finding.endsGrant()
                ? entra.refresh(mailbox.tenantId(), token, mailbox.access().scopes())
                : reply;
    }

    private AccessReply saved(Held held, TokenReply.Granted granted) {
        var mailbox = held.mailbox();
        var mine = transactions.in(mailbox.workspace(), () -> {
            mailboxes.lock(mailbox.id());
            var same = rows.save(mailbox, held.tokens().generation(), granted);
            if (same) {
                permissions.are(mailbox, granted.scopes());
            }
            return same;
        });
        if (!mine) {
            LOG.info("mailbox {} was connected anew while its token was refreshed", mailbox.id());
        }
        return new AccessReply.Fresh(granted.accessToken());
    }

    private AccessReply refused(Held held, Finding finding) {
        if (!finding.endsGrant()) {
            LOG.error("Microsoft refused to refresh a token for a reason that is not the mailbox's: {}", finding.raw());
            return later(held, AFTER_ALARM, finding);
        }
        var mailbox = held.mailbox();
        var ended = transactions.in(mailbox.workspace(), () -> {
            mailboxes.lock(mailbox.id());
            var same = rows.release(mailbox, held.tokens().generation());
            if (same) {
                mailboxes.needsReconnect(mailbox, finding);
            }
            return same;
        });
        return ended ? new AccessReply.ReconnectNeeded(finding) : new AccessReply.TryLater(clock.instant(), null);
    }

    private AccessReply later(Held held, Duration wait, Finding finding) {
        transactions.run(
                held.mailbox().workspace(),
                () -> rows.release(held.mailbox(), held.tokens().generation()));
        return new AccessReply.TryLater(clock.instant().plus(wait), finding);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_WHILE_ANOTHER_REFRESHES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another thread refreshed the token", e);
        }
    }
}
