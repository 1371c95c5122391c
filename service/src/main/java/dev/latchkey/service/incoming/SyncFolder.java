package dev.latchkey.service.incoming;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.MailboxReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads what changed in a folder until nothing is left to read. One reader at a time has the folder; whatever is hinted at
 * meanwhile is read by that one too.
 */
@Component
final class SyncFolder implements Job {

    static final String NAME = "sync-folder";
    private static final Logger LOG = LoggerFactory.getLogger(SyncFolder.class);

    /** A mailbox with a long past gives way to others in between. */
    private static final int PAGES_AT_ONCE = 20;

    private static final Duration WHILE_NOT_IN_USE = Duration.ofMinutes(5);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

    private final Transactions transactions;
    private final FolderSyncs syncs;
    private final Rounds rounds;
    private final Clock clock;

    SyncFolder(Transactions transactions, FolderSyncs syncs, Rounds rounds, Clock clock) {
        this.transactions = transactions;
        this.syncs = syncs;
        this.rounds = rounds;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String folderId) {
        return transactions
                .in(workspace, () -> syncs.take(folderId))
                .map(this::read)
                .orElseGet(() -> afterTheOther(workspace, folderId));
    }

    private Next afterTheOther(WorkspaceId workspace, String folderId) {
        return transactions
                .in(workspace, () -> syncs.busyUntil(folderId))
                .<Next>map(Next.Again::new)
                .orElseGet(Next.Done::new);
    }

    private Next read(Lease taken) {
        var lease = taken;
        for (var page = 0; page < PAGES_AT_ONCE; page++) {
            switch (rounds.page(lease)) {
                case MailboxReply.Done<Optional<Lease>>(var further) -> {
                    if (further.isEmpty()) {
                        return new Next.Done();
                    }
                    lease = further.get();
                }
                case MailboxReply<Optional<Lease>> stopped -> {
                    return stopped(lease, stopped);
                }
            }
        }
        return putOff(lease, clock.instant());
    }

    private Next stopped(Lease lease, MailboxReply<Optional<Lease>> reply) {
        return switch (reply) {
            case MailboxReply.Later<Optional<Lease>>(var at, var finding) -> putOff(lease, at);
            case MailboxReply.NotInUse<Optional<Lease>> _ ->
                putOff(lease, clock.instant().plus(WHILE_NOT_IN_USE));
            case MailboxReply.Refused<Optional<Lease>>(var error) -> {
                LOG.warn("folder {} can't be read: {} {}", lease.folderId(), error.status(), error.code());
                yield putOff(lease, clock.instant().plus(AFTER_REFUSAL));
            }
            case MailboxReply.ReconnectNeeded<Optional<Lease>> reconnect -> putOff(lease, null);
            case MailboxReply.Done<Optional<Lease>> done -> new Next.Done();
        };
    }

    private Next putOff(Lease lease, @Nullable Instant until) {
        transactions.run(lease.workspace(), () -> syncs.putOff(lease, until));
        return until == null ? new Next.Done() : new Next.Again(until);
    }
}
