package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
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
        List<FolderLink> folders,
        @Nullable FolderLink current) {

    /** A folder as the pages name it. */
    public record FolderLink(String path, String name, int unread, int total) {}

    /** Instead of an address: the mailbox of everybody outside. */
    static final String INTERNET = "internet";

    static boolean isInternet(Mailbox mailbox) {
        return mailbox.owner().mail().equals(INTERNET);
    }

    static Frame of(Mailbox mailbox, int openFolder) {
        var folders = mailbox.folders().all().stream()
                .filter(folder -> folder.parent() != 0)
                .filter(folder -> folder.total() > 0 || isListedWhenEmpty(mailbox, folder.number()))
                .toList();
        return new Frame(
                mailbox.owner().mail(),
                mailbox.owner().displayName(),
                folders.stream().map(folder -> link(mailbox, folder)).toList(),
                folders.stream()
                        .filter(folder -> folder.number() == openFolder)
                        .findFirst()
                        .map(folder -> link(mailbox, folder))
                        .orElse(null));
    }

    /** Up to Junk Email; the others are shown when something is in them. */
    private static final int LISTED_WHEN_EMPTY = 7;

    private static boolean isListedWhenEmpty(Mailbox mailbox, int folder) {
        return isInternet(mailbox)
                ? folder == WellKnownFolder.INBOX.number() || folder == WellKnownFolder.SENTITEMS.number()
                : folder <= LISTED_WHEN_EMPTY;
    }

    public boolean internet() {
        return address.equals(INTERNET);
    }

    public boolean isOpen(FolderLink link) {
        return link.equals(current);
    }

    private static FolderLink link(Mailbox mailbox, Folder folder) {
        var wellKnown = folder.wellKnown();
        return new FolderLink(
                "/outlook/" + mailbox.owner().mail() + "/"
                        + (wellKnown != null ? wellKnown : mailbox.ids().ofFolder(folder.number())),
                folder.displayName(),
                folder.unread(),
                folder.total());
    }
}
