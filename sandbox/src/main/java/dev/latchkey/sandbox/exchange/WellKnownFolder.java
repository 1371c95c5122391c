package dev.latchkey.sandbox.exchange;

import java.util.Locale;

/**
 * The folders that every mailbox has. Their numbers are fixed, so each is found without a look-up.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/mailfolder">Well-known folder names</a>
 */
public enum WellKnownFolder {
    MSGFOLDERROOT(1, "Top of Information Store"),
    INBOX(2, "Inbox"),
    DRAFTS(3, "Drafts"),
    SENTITEMS(4, "Sent Items"),
    DELETEDITEMS(5, "Deleted Items"),
    ARCHIVE(6, "Archive"),
    JUNKEMAIL(7, "Junk Email"),
    OUTBOX(8, "Outbox"),
    CONVERSATIONHISTORY(9, "Conversation History"),
    /** Where a hard-deleted item goes in life; here it stays empty. */
    RECOVERABLEITEMSDELETIONS(10, "Recoverable Items Deletions");

    private final int number;
    private final String displayName;

    WellKnownFolder(int number, String displayName) {
        this.number = number;
        this.displayName = displayName;
    }

    public int number() {
        return number;
    }

    Folder empty() {
        return new Folder(
                number,
                name().toLowerCase(Locale.ROOT),
                displayName,
                this == MSGFOLDERROOT ? 0 : MSGFOLDERROOT.number,
                0,
                0);
    }
}
