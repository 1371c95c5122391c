package dev.latchkey.service.incoming;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.incoming.SubscriptionCalls.Kept;
import dev.latchkey.service.incoming.SubscriptionRows.Row;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.MailboxCalls;
import dev.latchkey.service.mailbox.MailboxReply;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the subscription of a folder and renews it long before it ends. While Microsoft can't reach us, or allows no more,
 * the folder is polled, and this is tried again with growing pauses.
 */
@Component
final class KeepSubscribed implements Job {

    static final String NAME = "keep-subscribed";
    private static final Logger LOG = LoggerFactory.getLogger(KeepSubscribed.class);

    /** A day less than it lives, so that a day of trouble costs nothing, and spread, so that not all come at once. */
    private static final Duration RENEW_AFTER = SubscriptionCalls.LIFE.minusDays(1);

    private static final int SPREAD_MINUTES = 18 * 60;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;

    private final Transactions transactions;
    private final SubscriptionRows rows;
    private final SubscriptionCalls subscriptions;
    private final MailboxCalls calls;
    private final FolderSyncs syncs;
    private final Jobs jobs;

    KeepSubscribed(
            Transactions transactions,
            SubscriptionRows rows,
            SubscriptionCalls subscriptions,
            MailboxCalls calls,
            FolderSyncs syncs,
            Jobs jobs) {
        this.transactions = transactions;
        this.rows = rows;
        this.subscriptions = subscriptions;
        this.calls = calls;
        this.syncs = syncs;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What comes next is in the row, where the sweep finds it. */
    @Override
    public Next run(WorkspaceId workspace, String folderId) {
        transactions.in(workspace, () -> rows.find(folderId)).ifPresent(row -> keep(workspace, row));
        return new Next.Done();
    }

    private void keep(WorkspaceId workspace, Row row) {
        var reply = calls.call(workspace, row.mailboxId(), client -> subscriptions.keep(client, row));
        if (reply instanceof MailboxReply.Done<Kept>(Kept.Another(var graphId))) {
            if (transactions.in(workspace, () -> rows.share(row.folderId(), graphId))) {
                transactions.run(workspace, () -> afterSuccess(workspace, row));
                return;
            }
            reply = calls.call(workspace, row.mailboxId(), client -> subscriptions.replace(client, row, graphId));
        }
        var outcome = reply;
        transactions.run(workspace, () -> note(workspace, row, outcome));
    }

    private void note(WorkspaceId workspace, Row row, MailboxReply<Kept> reply) {
        switch (reply) {
            case MailboxReply.Done<Kept>(Kept.Made made) -> {
                rows.made(row.folderId(), made.graphId(), made.clientState(), made.expires());
                afterSuccess(workspace, row);
            }
            case MailboxReply.Done<Kept>(Kept.Renewed(var expires)) -> {
                rows.renewed(row.folderId(), expires);
                rows.again(row.folderId(), untilRenewal(), 0);
            }
            case MailboxReply.Done<Kept>(Kept.Another another) ->
                rows.again(row.folderId(), pauseAfter(row.failures()), row.failures() + 1);
            case MailboxReply.Refused<Kept>(var error) -> {
                LOG.warn(
                        "no notifications for a folder of {}, which is polled instead: {} {}",
                        row.mailboxId(),
                        error.status(),
                        error.message());
                rows.lost(row.folderId());
                rows.again(row.folderId(), pauseAfter(row.failures()), row.failures() + 1);
            }
            case MailboxReply.Later<Kept>(var at, var finding) -> rows.putOff(row.folderId(), at);
            case MailboxReply.NotInUse<Kept> _ -> rows.again(row.folderId(), FIRST_PAUSE, row.failures());
            case MailboxReply.ReconnectNeeded<Kept> reconnect -> rows.stop(row.folderId());
        }
    }

    /** What happened before the subscription began was not notified. */
    private void afterSuccess(WorkspaceId workspace, Row row) {
        rows.again(row.folderId(), untilRenewal(), 0);
        if (syncs.hint(row.folderId())) {
            jobs.now(SyncFolder.NAME, workspace, row.folderId());
        }
    }

    private static Duration untilRenewal() {
        return RENEW_AFTER.minusMinutes(ThreadLocalRandom.current().nextInt(SPREAD_MINUTES));
    }

    private static Duration pauseAfter(int failures) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    }
}
