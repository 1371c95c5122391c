package dev.latchkey.service.connect;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Diagnosis;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Mailboxes as the API shows them. */
@Component
final class MailboxViews {

    record View(
            String id,
            String member,
            String address,
            String name,
            String tenantId,
            String status,
            String access,
            List<String> grantedScopes,
            @Nullable Diagnosis diagnosis,
            Instant connectedAt) {}

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final Explain explain;

    MailboxViews(Transactions transactions, Mailboxes mailboxes, Explain explain) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.explain = explain;
    }

    /** @throws ApiProblem 404 */
    View find(WorkspaceId workspace, String id) {
        return transactions
                .in(workspace, () -> mailboxes.find(id))
                .map(this::of)
                .orElseThrow(() -> ApiProblem.notFound("mailbox"));
    }

    View of(Mailbox mailbox) {
        var finding = mailbox.finding();
        return new View(
                mailbox.id(),
                mailbox.member(),
                mailbox.address(),
                mailbox.name(),
                mailbox.tenantId(),
                mailbox.status().wireName(),
                mailbox.access().wireName(),
                mailbox.grantedScopes(),
                finding == null ? null : explain.in(Locale.ENGLISH, finding),
                mailbox.connectedAt());
    }
}
