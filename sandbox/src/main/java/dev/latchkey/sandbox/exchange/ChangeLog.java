package dev.latchkey.sandbox.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a folder since a point in its history. A message stands in the log once, at its latest change; one
 * that left stays as a mark. A reader who goes on from {@code last} to {@code last} ends with the folder's state,
 * whatever happens meanwhile: each later change stands behind the point that was read.
 */
public final class ChangeLog {

    /** One change that a reader has to follow. */
    public sealed interface Change {

        long seq();

        /** The message is in the folder. */
        record Present(long seq, Message message) implements Change {}

        /** The message that had this place left the folder. */
        record Gone(long seq, long item, Place place) implements Change {}
    }

    private final Mailbox mailbox;
    private final Tables tables;

    ChangeLog(Mailbox mailbox, Tables tables) {
        this.mailbox = mailbox;
        this.tables = tables;
    }

    /** The point that is now: what happens later comes after it. */
    public long now() {
        return tables.store.change(() -> tables.latest(mailbox.key()));
    }

    /** The changes of the folder that follow the point, at most so many, with nothing changing meanwhile. */
    public List<Change> after(int folder, long point, int limit) {
        return tables.store.change(() -> read(folder, point, limit));
    }

    private List<Change> read(int folder, long point, int limit) {
        var changes = new ArrayList<Change>();
        var from = Tables.key(mailbox.key(), folder, point + 1);
        var keys = Tables.within(tables.log, from, Tables.key(mailbox.key(), folder) + "/~", false);
        while (keys.hasNext() && changes.size() < limit) {
            var key = keys.next();
            change(folder, Tables.item(key), tables.log.get(key)).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<Change> change(int folder, long seq, Tables.@Nullable LogEntry entry) {
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.gone()) {
            return Optional.of(new Change.Gone(seq, entry.item(), new Place(folder, entry.moves(), 0, seq)));
        }
        return mailbox.item(entry.item())
                .filter(message -> message.place().folder() == folder)
                .map(message -> new Change.Present(seq, message));
    }

    /** Whether the message is in the folder now. */
    public boolean holds(int folder, long item) {
        return mailbox.item(item)
                .filter(message -> message.place().folder() == folder)
                .isPresent();
    }
}
