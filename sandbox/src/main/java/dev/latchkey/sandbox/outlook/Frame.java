package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page of a mailbox shows around its content.
 *
 * @param current the folder that is open; null where none is
 */
public record Frame(
        String address,
        String name,
        List<Place> folders,
        @Nullable Place current) {

    /** A folder as the pages name it. */
    public record Place(String path, String name, int unread, int total) {}

    static Frame of(Mailbox mailbox, int openFolder) {
        var folders = mailbox.folders().all().stream()
                .filter(folder -> folder.parent() != 0)
                .filter(folder -> folder.total() > 0 || folder.number() <= LISTED_WHEN_EMPTY)
                .toList();
        return new Frame(
                mailbox.owner().mail(),
                mailbox.owner().displayName(),
                folders.stream().map(folder -> place(mailbox, folder)).toList(),
                folders.stream()
                        .filter(folder -> folder.number() == openFolder)
                        .findFirst()
                        .map(folder -> place(mailbox, folder))
                        .orElse(null));
    }

    /** Up to Junk Email; the others are shown when something is in them. */
    private static final int LISTED_WHEN_EMPTY = 7;

    public boolean isOpen(Place place) {
        return place.equals(current);
    }

    private static Place place(Mailbox mailbox, Folder folder) {
        var wellKnown = folder.wellKnown();
        return new Place(
                "/outlook/" + mailbox.owner().mail() + "/"
                        + (wellKnown != null ? wellKnown : mailbox.ids().ofFolder(folder.number())),
                folder.displayName(),
                folder.unread(),
                folder.total());
    }
}
