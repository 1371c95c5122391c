package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.MailboxLanguage;
import java.util.Locale;

/**
 * The folders that every mailbox has. Their numbers are fixed, so each is found without a look-up.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/mailfolder">Well-known folder names</a>
 */
public enum WellKnownFolder {
    MSGFOLDERROOT(
            1,
            "Top of Information Store",
            "Oberste Ebene des Informationsspeichers",
            "Principio del almacén de información",
            "Haut de la banque d'informations"),
    INBOX(2, "Inbox", "Posteingang", "Bandeja de entrada", "Boîte de réception"),
    DRAFTS(3, "Drafts", "Entwürfe", "Borradores", "Brouillons"),
    SENTITEMS(4, "Sent Items", "Gesendete Elemente", "Elementos enviados", "Éléments envoyés"),
    DELETEDITEMS(5, "Deleted Items", "Gelöschte Elemente", "Elementos eliminados", "Éléments supprimés"),
    ARCHIVE(6, "Archive", "Archiv", "Archivo", "Archive"),
    JUNKEMAIL(7, "Junk Email", "Junk-E-Mail", "Correo no deseado", "Courrier indésirable"),
    OUTBOX(8, "Outbox", "Postausgang", "Bandeja de salida", "Boîte d'envoi"),
    CONVERSATIONHISTORY(
            9,
            "Conversation History",
            "Aufgezeichnete Unterhaltungen",
            "Historial de conversaciones",
            "Historique des conversations"),
    /** Where a hard-deleted item goes in life; here it stays empty. */
    RECOVERABLEITEMSDELETIONS(
            10,
            "Recoverable Items Deletions",
            "Recoverable Items Deletions",
            "Recoverable Items Deletions",
            "Recoverable Items Deletions");

    private final int number;
    private final String english;
    private final String german;
    private final String spanish;
    private final String french;

    WellKnownFolder(int number, String english, String german, String spanish, String french) {
        this.number = number;
        this.english = english;
        this.german = german;
        this.spanish = spanish;
        this.french = french;
    }

    public int number() {
        return number;
    }

    String displayName(MailboxLanguage language) {
        return switch (language) {
            case EN -> english;
            case DE -> german;
            case ES -> spanish;
            case FR -> french;
        };
    }

    Folder empty() {
        return new Folder(
                number,
                name().toLowerCase(Locale.ROOT),
                english,
                this == MSGFOLDERROOT ? 0 : MSGFOLDERROOT.number,
                0,
                0,
                0);
    }
}
