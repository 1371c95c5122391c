package dev.latchkey.service.incoming;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.messages.MessageIndex.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder while one reader has it.
 *
 * @param generation of the lease: whoever comes later has a higher one
 * @param hint the newest reason to look at the time of reading
 * @param hintedLately whether a notification came within the minute
 * @param busyLately whether something changed within the hour
 * @param subscribed whether Microsoft sends notifications
 * @param link where the delta goes on; null at the beginning of a round
 * @param round how often the folder has been begun from the beginning
 * @param tellsSince mail that is older was there before the connection
 */
record Lease(
        WorkspaceId workspace,
        String mailboxId,
        String folderId,
        String graphId,
        boolean inbox,
        boolean sent,
        long generation,
        long hint,
        boolean hintedLately,
        boolean busyLately,
        boolean subscribed,
        @Nullable String link,
        int round,
        boolean roundComplete,
        Instant tellsSince) {

    /** Our clock and Microsoft's can differ by that much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    static Lease of(ResultSet row, int number) throws SQLException {
        return new Lease(
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("mailbox_id"),
                row.getString("folder_id"),
                row.getString("graph_id"),
                "inbox".equals(row.getString("well_known")),
                "sentitems".equals(row.getString("well_known")),
                row.getLong("lease_generation"),
                row.getLong("hint_seq"),
                row.getBoolean("hinted_lately"),
                row.getBoolean("busy_lately"),
                row.getBoolean("subscribed"),
                row.getString("link"),
                row.getInt("round"),
                row.getBoolean("round_complete"),
                row.getTimestamp("tells_since").toInstant());
    }

    Place place() {
        return new Place(workspace, mailboxId, folderId, round);
    }

    /** Whether an unknown message of that age has just arrived, rather than having lain there all the time. */
    boolean arrived(Instant receivedAt) {
        var knowsWhatWasThere = roundComplete || round > 1;
        // Graph's times have no fractions of a second
        var since = knowsWhatWasThere ? tellsSince.minus(SKEW) : tellsSince.truncatedTo(ChronoUnit.SECONDS);
        return inbox && !receivedAt.isBefore(since);
    }
}
