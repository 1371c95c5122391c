package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.TokenRows.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Asks for a token with more permissions than a mailbox was connected with. A refresh token is good for whatever has been
 * consented to since, so a refusal means "not yet" and never harms the mailbox.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">Refresh tokens</a>
 */
@Component
public final class WidenAccess {

    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

    private record Held(Mailbox mailbox, Tokens tokens) {}

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final TokenRows rows;
    private final Entra entra;
    private final Clock clock;

    WidenAccess(Transactions transactions, Mailboxes mailboxes, TokenRows rows, Entra entra, Clock clock) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.rows = rows;
        this.entra = entra;
        this.clock = clock;
    }

    /** Calls Microsoft: not for the inside of a transaction. */
    public WidenReply widen(WorkspaceId workspace, String mailboxId, AccessLevel wanted) {
        var held = transactions.in(workspace, () -> lease(mailboxId)).orElse(null);
        if (held == null) {
            return new WidenReply.TryLater(clock.instant().plus(AFTER_TROUBLE));
        }
        var reply = entra.refresh(held.mailbox().tenantId(), held.tokens().refreshToken(), wanted.scopes());
        return switch (reply) {
            case TokenReply.Granted granted -> granted(held, wanted, granted);
            case TokenReply.Refused refused -> {
                release(held);
                yield new WidenReply.NotYet(Finding.atToken(refused.error()));
            }
            case TokenReply.Unreachable unreachable -> later(held);
            case TokenReply.Untrusted untrusted -> later(held);
        };
    }

    private Optional<Held> lease(String mailboxId) {
        return mailboxes
                .find(mailboxId)
                .filter(mailbox -> mailbox.status() == MailboxStatus.ACTIVE)
                .flatMap(mailbox -> rows.find(mailbox).map(tokens -> new Held(mailbox, tokens)))
                .filter(held -> rows.lease(held.mailbox(), held.tokens().generation()));
    }

    /** The reply's refresh token takes the place of the old one whatever else it grants: the old one may be spent. */
    private WidenReply granted(Held held, AccessLevel wanted, TokenReply.Granted granted) {
        var missing = Scopes.missing(wanted.scopes(), granted.scopes());
        return transactions.in(held.mailbox().workspace(), () -> {
            if (mailboxes.lock(held.mailbox().id()).isEmpty()
                    || !rows.save(held.mailbox(), held.tokens().generation(), granted)) {
                return new WidenReply.TryLater(clock.instant().plus(AFTER_TROUBLE));
            }
            return missing.isEmpty()
                    ? new WidenReply.Widened(mailboxes.upgrade(held.mailbox(), wanted, granted.scopes()))
                    : notYet(missing);
        });
    }

    private static WidenReply notYet(Set<String> missing) {
        return new WidenReply.NotYet(
                Finding.of(Cause.PERMISSIONS_MISSING, Map.of("missing", String.join(", ", missing))));
    }

    private WidenReply later(Held held) {
        release(held);
        return new WidenReply.TryLater(clock.instant().plus(AFTER_TROUBLE));
    }

    private void release(Held held) {
        transactions.run(
                held.mailbox().workspace(),
                () -> rows.release(held.mailbox(), held.tokens().generation()));
    }
}
