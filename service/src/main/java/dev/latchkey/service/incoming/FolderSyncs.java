package dev.latchkey.service.incoming;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.messages.Folders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far folders are read, and who reads them now. Every method belongs inside a transaction of the workspace. */
@Component
final class FolderSyncs {

    private static final String AS_LEASE = """
            returning s.*, f.graph_id, f.well_known,
                coalesce(s.hinted_at > clock_timestamp() - interval '1 minute', false) as hinted_lately,
                coalesce(s.changed_at, now()) > clock_timestamp() - interval '1 hour' as busy_lately,
                exists (select 1 from subscriptions b where b.folder_id = s.folder_id and b.expires_at > now()) as subscribed
            """;

    private final JdbcClient sql;
    private final Mailboxes mailboxes;
    private final Folders folders;

    FolderSyncs(JdbcClient sql, Mailboxes mailboxes, Folders folders) {
        this.sql = sql;
        this.mailboxes = mailboxes;
        this.folders = folders;
    }

    /** Watches the folder from now on; true where it has to be looked at. */
    boolean watch(Mailbox mailbox, String folderId) {
        sql.sql("""
                        insert into subscriptions (folder_id, workspace_id, mailbox_id, renew_at, failures)
                        values (:folder, :workspace, :mailbox, now(), 0)
                        on conflict (folder_id) do update set renew_at = coalesce(subscriptions.renew_at, now())
                        """)
                .param("folder", folderId)
                .param("workspace", mailbox.workspace().value())
                .param("mailbox", mailbox.id())
                .update();
        return sql.sql("""
                        insert into folder_syncs (folder_id, workspace_id, mailbox_id, watched, tells_since, round,
                            round_complete, hint_seq, synced_seq, sweep_at, lease_generation)
                        values (:folder, :workspace, :mailbox, true, :since, 1, false, 1, 0, now(), 0)
                        on conflict (folder_id) do update
                            set watched = true, hint_seq = folder_syncs.hint_seq + 1, sweep_at = now()
                            where not folder_syncs.watched or folder_syncs.sweep_at is null
                        """)
                        .param("folder", folderId)
                        .param("workspace", mailbox.workspace().value())
                        .param("mailbox", mailbox.id())
                        .param("since", mailbox.connectedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Notes a reason to look; true where a job is needed, for whoever holds the lease looks again before letting go. */
    boolean hint(String folderId) {
        return sql.sql("""
                        update folder_syncs set hint_seq = hint_seq + 1, hinted_at = clock_timestamp()
                        where folder_id = :folder
                        returning lease_until is null or lease_until < clock_timestamp()
                        """)
                .param("folder", folderId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Looks at an unwatched folder, at most every 20 seconds. */
    boolean hintWhereOld(WorkspaceId workspace, String mailboxId, String folderId) {
        return sql.sql("""
                        insert into folder_syncs (folder_id, workspace_id, mailbox_id, watched, tells_since, round,
                            round_complete, hint_seq, synced_seq, lease_generation)
                        values (:folder, :workspace, :mailbox, false, now(), 1, false, 1, 0, 0)
                        on conflict (folder_id) do update set hint_seq = folder_syncs.hint_seq + 1
                            where not folder_syncs.watched
                                and coalesce(folder_syncs.synced_at, '-infinity') < now() - interval '20 seconds'
                        """)
                        .param("folder", folderId)
                        .param("workspace", workspace.value())
                        .param("mailbox", mailboxId)
                        .update()
                == 1;
    }

    boolean listIsOld(String mailboxId) {
        return sql.sql("""
                        select coalesce(max(listed_at), '-infinity') < now() - interval '1 minute'
                        from folders where mailbox_id = :mailbox
                        """).param("mailbox", mailboxId).query(Boolean.class).single();
    }

    /** Takes the folder for a minute of database time where there is something to do and nobody else does it. */
    Optional<Lease> take(String folderId) {
        return sql.sql("""
                        update folder_syncs s
                        set lease_until = clock_timestamp() + interval '60 seconds', lease_generation = lease_generation + 1
                        from folders f
                        where f.id = s.folder_id and s.folder_id = :folder and s.hint_seq > s.synced_seq
                            and coalesce(greatest(s.lease_until, s.wait_until), '-infinity') < clock_timestamp()
                        """ + AS_LEASE)
                .param("folder", folderId)
                .query(Lease::of)
                .optional();
    }

    /** When to come again for what another is doing, or what Microsoft wants put off; empty where nothing is left to do. */
    Optional<Instant> busyUntil(String folderId) {
        return sql.sql("""
                        select coalesce(greatest(lease_until, wait_until), now()) as until from folder_syncs
                        where folder_id = :folder and hint_seq > synced_seq
                        """)
                .param("folder", folderId)
                .query((row, number) -> row.getTimestamp("until").toInstant())
                .optional();
    }

    /**
     * Stores how far the reader has come, which also keeps the folder taken; empty where another has taken it since, or where it
     * is gone. Until the transaction ends, mailbox and folder stay.
     */
    Optional<Lease> advance(Lease lease, @Nullable String link, int round, boolean complete, boolean changed) {
        if (!mailboxes.hold(lease.mailboxId()) || !folders.hold(lease.folderId())) {
            return Optional.empty();
        }
        return sql.sql("""
                        update folder_syncs s
                        set link = :link, round = :round, round_complete = :complete,
                            changed_at = case when :changed then clock_timestamp() else changed_at end,
                            lease_until = clock_timestamp() + interval '60 seconds'
                        from folders f
                        where f.id = s.folder_id and s.folder_id = :folder and s.lease_generation = :generation
                        """ + AS_LEASE)
                .param("link", link)
                .param("round", round)
                .param("complete", complete)
                .param("changed", changed)
                .param("folder", lease.folderId())
                .param("generation", lease.generation())
                .query(Lease::of)
                .optional();
    }

    /** Everything hinted at before {@code lease} was read is done; false where more was hinted meanwhile: then it stays taken. */
    boolean letGo(Lease lease, Duration untilSweep) {
        return sql.sql("""
                        update folder_syncs set synced_seq = :seen, synced_at = clock_timestamp(), wait_until = null,
                            sweep_at = case when watched then clock_timestamp() + make_interval(secs => :pause) end,
                            lease_until = case when hint_seq = :seen then null else lease_until end
                        where folder_id = :folder and lease_generation = :generation
                        returning lease_until is null
                        """)
                .param("seen", lease.hint())
                .param("pause", (double) untilSweep.toSeconds())
                .param("folder", lease.folderId())
                .param("generation", lease.generation())
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    /** Not now: {@code null} means not before the mailbox is connected again. */
    void putOff(Lease lease, @Nullable Instant until) {
        sql.sql("""
                        update folder_syncs set lease_until = null, wait_until = :until,
                            sweep_at = case when watched then cast(:until as timestamptz) + interval '1 minute' end
                        where folder_id = :folder and lease_generation = :generation
                        """)
                .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .param("folder", lease.folderId())
                .param("generation", lease.generation())
                .update();
    }
}
