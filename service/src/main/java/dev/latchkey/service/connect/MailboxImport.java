package dev.latchkey.service.connect;

import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Connection;
import dev.latchkey.service.mailbox.Mailboxes;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Takes over refresh tokens that a platform got with the same client id; each is proved by one refresh. */
@Component
final class MailboxImport {

    /** What came of one. */
    sealed interface Imported {

        record Connected(String mailboxId) implements Imported {}

        record Refused(Finding finding) implements Imported {}
    }

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final Entra entra;

    MailboxImport(Transactions transactions, Mailboxes mailboxes, Entra entra) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.entra = entra;
    }

    /** @param tenant the person's own, or {@code organizations} */
    Imported take(WorkspaceId workspace, String member, AccessLevel access, String tenant, RefreshToken token) {
        var scopes = new TreeSet<>(access.scopes());
        // so that the reply says whose it is
        scopes.addAll(Set.of("openid", "profile"));
        return switch (entra.refresh(tenant, token, scopes)) {
            case TokenReply.Granted granted -> granted(workspace, member, access, granted);
            case TokenReply.Refused refused -> new Imported.Refused(Finding.atToken(refused.error()));
            case TokenReply.Unreachable unreachable -> new Imported.Refused(Finding.of(Cause.MICROSOFT_UNREACHABLE));
            case TokenReply.Untrusted untrusted -> new Imported.Refused(Finding.of(Cause.ANSWER_UNTRUSTED));
        };
    }

    private Imported granted(WorkspaceId workspace, String member, AccessLevel access, TokenReply.Granted granted) {
        var identity = granted.identity();
        if (identity == null || granted.refreshToken() == null) {
            return new Imported.Refused(Finding.of(Cause.ANSWER_UNTRUSTED));
        }
        var missing = Scopes.missing(access.scopes(), granted.scopes());
        if (!missing.isEmpty()) {
            return new Imported.Refused(
                    Finding.of(Cause.PERMISSIONS_MISSING, Map.of("missing", String.join(", ", missing))));
        }
        var connection = new Connection(member, access, access, identity, identity.address(), granted, false);
        return new Imported.Connected(transactions
                .in(workspace, () -> mailboxes.connect(workspace, connection))
                .id());
    }
}
