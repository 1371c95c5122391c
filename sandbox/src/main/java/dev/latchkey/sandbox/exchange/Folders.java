package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.MailboxLanguage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folders of one mailbox. */
public final class Folders {

    /** Folders that people make are numbered above the well-known ones. */
    private static final int FIRST_NUMBER = 100;

    /** The log of folder 0, which holds no messages, has the folders that are gone. */
    static final int LOG = 0;

    private final Mailbox mailbox;
    private final Tables tables;

    Folders(Mailbox mailbox, Tables tables) {
        this.mailbox = mailbox;
        this.tables = tables;
    }

    /** Every folder, the root too. */
    public List<Folder> all() {
        var all = new ArrayList<Folder>();
        var keys = Tables.keys(tables.folders, mailbox.key() + "/");
        while (keys.hasNext()) {
            all.add(named(Objects.requireNonNull(tables.folders.get(keys.next()))));
        }
        return all;
    }

    /** Those directly below. */
    public List<Folder> below(int parent) {
        return all().stream().filter(folder -> folder.parent() == parent).toList();
    }

    public Folder get(WellKnownFolder wellKnown) {
        return get(wellKnown.number()).orElseThrow();
    }

    public Optional<Folder> get(int number) {
        return Optional.ofNullable(tables.folders.get(Tables.key(mailbox.key(), number)))
                .map(this::named);
    }

    /** A default folder that nobody renamed is called as the mailbox's language calls it. */
    private Folder named(Folder folder) {
        var language = mailbox.owner().settings().mailboxLanguage();
        if (language == null || folder.wellKnown() == null) {
            return folder;
        }
        var wellKnown = WellKnownFolder.valueOf(folder.wellKnown().toUpperCase(Locale.ROOT));
        return folder.displayName().equals(wellKnown.displayName(MailboxLanguage.EN))
                ? folder.renamed(wellKnown.displayName(language))
                : folder;
    }

    /** By id or by well-known name. */
    public Optional<Folder> get(String idOrName) {
        var wellKnown = Arrays.stream(WellKnownFolder.values())
                .filter(name -> name.name().equals(idOrName.toUpperCase(Locale.ROOT)))
                .findFirst();
        return wellKnown
                .map(WellKnownFolder::number)
                .or(() -> mailbox.ids().folder(idOrName))
                .flatMap(this::get);
    }

    /** A new folder; empty when its parent has one of that name. */
    public Optional<Folder> add(int parent, String displayName) {
        return tables.store.change(() -> {
            if (get(parent).filter(above -> taken(above, displayName)).isPresent()) {
                return Optional.<Folder>empty();
            }
            touch(parent);
            var number = FIRST_NUMBER + (int) tables.next(mailbox.key() + ".folders");
            return Optional.of(write(new Folder(number, null, displayName, parent, 0, 0, 0)));
        });
    }

    /** Empty when a sibling has that name. */
    public Optional<Folder> rename(Folder folder, String displayName) {
        return tables.store.change(() -> {
            var taken = below(folder.parent()).stream()
                    .anyMatch(sibling -> sibling.number() != folder.number()
                            && sibling.displayName().equalsIgnoreCase(displayName));
            if (taken) {
                return Optional.<Folder>empty();
            }
            return Optional.of(write(current(folder.number()).renamed(displayName)));
        });
    }

    /** Puts a folder below another one; empty where that has one of its name, or lies inside the folder itself. */
    public Optional<Folder> move(Folder folder, Folder parent) {
        return tables.store.change(() -> {
            var current = current(folder.number());
            if (taken(parent, current.displayName()) || inside(parent, current)) {
                return Optional.<Folder>empty();
            }
            touch(parent.number());
            touch(current.parent());
            return Optional.of(write(current.below(parent.number())));
        });
    }

    /** The folder once more, with all that lies in and below it; empty as for {@link #move}. */
    public Optional<Folder> copy(Folder folder, Folder parent) {
        if (inside(parent, folder)) {
            return Optional.empty();
        }
        return tables.store.change(() -> add(parent.number(), folder.displayName())
                .map(copy -> {
                    mailbox.lists()
                            .everything(folder.number())
                            .forEach(message -> mailbox.copy(message, copy.number()));
                    below(folder.number()).forEach(child -> copy(child, copy));
                    return get(copy.number()).orElse(copy);
                }));
    }

    /** What a message's change does to the counts; called inside a change of the store. */
    void count(@Nullable Message before, @Nullable Message after) {
        if (before != null
                && after != null
                && before.place().folder() == after.place().folder()) {
            count(after, 0, unread(after) - unread(before));
            return;
        }
        if (before != null) {
            count(before, -1, -unread(before));
        }
        if (after != null) {
            count(after, 1, unread(after));
        }
    }

    private void count(Message message, int total, int unread) {
        var folder =
                tables.folders.get(Tables.key(mailbox.key(), message.place().folder()));
        if (folder != null && (total != 0 || unread != 0)) {
            write(folder.counting(total, unread));
        }
    }

    private static int unread(Message message) {
        return message.marks().read() ? 0 : 1;
    }

    /** The only way in which a folder comes or changes. */
    private Folder write(Folder folder) {
        var changed = folder.changed(tables.next(mailbox.key()));
        tables.folders.put(Tables.key(mailbox.key(), folder.number()), changed);
        return changed;
    }

    /** It has more or fewer folders below it than before. */
    private void touch(int number) {
        write(current(number));
    }

    /** As it is stored, whatever the mailbox's language calls it. */
    private Folder current(int number) {
        var folder = tables.folders.get(Tables.key(mailbox.key(), number));
        if (folder == null) {
            throw new ItemGone(number);
        }
        return folder;
    }

    private boolean taken(Folder parent, String displayName) {
        return below(parent.number()).stream()
                .anyMatch(folder -> folder.displayName().equalsIgnoreCase(displayName));
    }

    private boolean inside(Folder folder, Folder other) {
        for (var above = Optional.of(folder);
                above.isPresent();
                above = get(above.get().parent())) {
            if (above.get().number() == other.number()) {
                return true;
            }
        }
        return false;
    }

    /** Removes a folder that someone made, with everything in it. */
    public void remove(Folder folder) {
        tables.store.change(() -> {
            var current = current(folder.number());
            below(current.number()).forEach(this::remove);
            mailbox.lists().everything(current.number()).forEach(mailbox::destroy);
            tables.folders.remove(Tables.key(mailbox.key(), current.number()));
            var mark = new Tables.LogEntry(current.number(), 0, true);
            tables.log.put(Tables.key(mailbox.key(), LOG, tables.next(mailbox.key())), mark);
            touch(current.parent());
            return current;
        });
    }

    void createWellKnown() {
        for (var wellKnown : WellKnownFolder.values()) {
            write(wellKnown.empty());
        }
    }
}
