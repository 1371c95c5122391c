package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.MailboxLanguage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The folders of one mailbox. */
public final class Folders {

    /** Folders that people make are numbered above the well-known ones. */
    private static final int FIRST_NUMBER = 100;

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
            var number = FIRST_NUMBER + (int) tables.next(mailbox.key() + ".folders");
            var folder = new Folder(number, null, displayName, parent, 0, 0);
            tables.folders.put(Tables.key(mailbox.key(), number), folder);
            return Optional.of(folder);
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
            var renamed = get(folder.number()).orElse(folder).renamed(displayName);
            tables.folders.put(Tables.key(mailbox.key(), folder.number()), renamed);
            return Optional.of(renamed);
        });
    }

    /** Puts a folder below another one; empty where that has one of its name, or lies inside the folder itself. */
    public Optional<Folder> move(Folder folder, Folder parent) {
        return tables.store.change(() -> {
            if (taken(parent, folder.displayName()) || inside(parent, folder)) {
                return Optional.<Folder>empty();
            }
            var moved = get(folder.number()).orElse(folder).below(parent.number());
            tables.folders.put(Tables.key(mailbox.key(), folder.number()), moved);
            return Optional.of(moved);
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
            below(folder.number()).forEach(this::remove);
            mailbox.lists().everything(folder.number()).forEach(mailbox::destroy);
            tables.folders.remove(Tables.key(mailbox.key(), folder.number()));
            return folder;
        });
    }

    void createWellKnown() {
        for (var wellKnown : WellKnownFolder.values()) {
            tables.folders.put(Tables.key(mailbox.key(), wellKnown.number()), wellKnown.empty());
        }
    }
}
