package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import org.springframework.stereotype.Component;

/** The job that takes one accepted mail to Microsoft. */
@Component
final class SendMessage implements Job {

    static final String NAME = "send-message";

    private final Transactions transactions;
    private final Progress progress;
    private final Dispatch dispatch;
    private final Outcomes outcomes;
    private final Leftovers leftovers;

    SendMessage(
            Transactions transactions, Progress progress, Dispatch dispatch, Outcomes outcomes, Leftovers leftovers) {
        this.transactions = transactions;
        this.progress = progress;
        this.dispatch = dispatch;
        this.outcomes = outcomes;
        this.leftovers = leftovers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String id) {
        return switch (transactions.in(workspace, () -> progress.begin(id))) {
            case Progress.Begun.Nothing nothing -> new Next.Done();
            case Progress.Begun.TooEarly(var at) -> new Next.Again(at);
            case Progress.Begun.Leftovers(var outgoing, var mailbox) -> leftovers.remove(outgoing, mailbox);
            case Progress.Begun.Ready(var outgoing, var mailbox) -> {
                var attempt = dispatch.attempt(outgoing, mailbox);
                yield transactions.in(workspace, () -> outcomes.settle(outgoing, attempt));
            }
        };
    }
}
