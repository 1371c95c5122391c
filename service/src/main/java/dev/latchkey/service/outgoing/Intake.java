package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.http.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a request to send, from the API or from a page: checked, weighed and written down, or declined without a trace. */
@Component
final class Intake {

    /** Undoes the transaction, so that a declined request does not use up its idempotency key. */
    private static final class Declined extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Submission why;

        Declined(Submission why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private final MailRules rules;
    private final Outbox outbox;
    private final OutgoingViews views;
    private final Idempotency idempotency;

    Intake(MailRules rules, Outbox outbox, OutgoingViews views, Idempotency idempotency) {
        this.rules = rules;
        this.outbox = outbox;
        this.views = views;
        this.idempotency = idempotency;
    }

    Submission submit(WorkspaceId workspace, String mailboxId, SendRequest request, @Nullable String key) {
        return switch (rules.check(request)) {
            case Checked.Flawed(var flaws) -> new Submission.Flawed(flaws);
            case Checked.Fine fine -> submitOnce(workspace, mailboxId, request, fine, key);
        };
    }

    private Submission submitOnce(
            WorkspaceId workspace, String mailboxId, SendRequest request, Checked.Fine fine, @Nullable String key) {
        try {
            return new Submission.Accepted(idempotency.once(
                    workspace,
                    key,
                    "POST /v1/mailboxes/" + mailboxId + "/messages",
                    request,
                    OutgoingView.class,
                    () -> accept(mailboxId, fine)));
        } catch (Declined declined) {
            return declined.why;
        }
    }

    private OutgoingView accept(String mailboxId, Checked.Fine fine) {
        return switch (outbox.weigh(mailboxId, fine)) {
            case Weighed.Ready ready -> views.inEnglish(outbox.accept(ready));
            case Weighed.Declined(var why) -> throw new Declined(why);
        };
    }
}
