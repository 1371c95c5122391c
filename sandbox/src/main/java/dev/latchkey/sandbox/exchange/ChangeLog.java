package dev.latchkey.sandbox.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** One change of the folders themselves that a reader has to follow. */
    public sealed interface FolderChange {

        long seq();

        /** The folder is there. */
        record Present(long seq, Folder folder) implements FolderChange {}

        /** The folder of that number is gone. */
        record Gone(long seq, int number) implements FolderChange {}
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
        var keys = entries(folder, point);
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

    /** The changes of the folders that follow the point, in their order; each folder stands in it once. */
    public List<FolderChange> ofFolders(long point) {
        return tables.store.change(() -> Stream.concat(foldersThere(), foldersGone(point))
                .filter(change -> change.seq() > point)
                .sorted(Comparator.comparingLong(FolderChange::seq))
                .toList());
    }

    private Stream<FolderChange> foldersThere() {
        return mailbox.folders().all().stream().map(folder -> new FolderChange.Present(folder.seq(), folder));
    }

    private Stream<FolderChange> foldersGone(long point) {
        var gone = new ArrayList<FolderChange>();
        entries(Folders.LOG, point).forEachRemaining(key -> {
            var entry = tables.log.get(key);
            if (entry != null) {
                gone.add(new FolderChange.Gone(Tables.item(key), (int) entry.item()));
            }
        });
        return gone.stream();
    }

    /** The keys of a folder's entries after the point. */
    private Iterator<String> entries(int folder, long point) {
        var from = Tables.key(mailbox.key(), folder, point + 1);
        return Tables.within(tables.log, from, Tables.key(mailbox.key(), folder) + "/~", false);
    }

    /** Whether the message is in the folder now. */
    public boolean holds(int folder, long item) {
        return mailbox.item(item)
                .filter(message -> message.place().folder() == folder)
                .isPresent();
    }
}
