package dev.latchkey.sandbox.exchange;

import java.time.Instant;
import java.util.Map;

/** Puts MIME that is finished into a folder, byte for byte. */
final class Intake {

    private final Conversations conversations;

    Intake(Conversations conversations) {
        this.conversations = conversations;
    }

    Message take(Mailbox mailbox, WellKnownFolder folder, byte[] mime, Instant received, Marks marks) {
        return take(mailbox, folder.number(), mime, received, marks);
    }

    Message take(Mailbox mailbox, int folder, byte[] mime, Instant received, Marks marks) {
        return take(mailbox, folder, new Content(mime, MimeReader.read(mime)), received, marks, Map.of());
    }

    /** MIME and what it says. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Content(byte[] mime, Mail mail) {}

    Message take(
            Mailbox mailbox,
            int folder,
            Content content,
            Instant received,
            Marks marks,
            Map<String, String> properties) {
        return mailbox.add(
                folder,
                new NewMessage(
                        content.mime(),
                        received,
                        content.mail().envelope(),
                        conversations.of(mailbox, content.mail(), received),
                        MimeReader.summary(content.mail(), content.mime().length),
                        marks,
                        false,
                        properties));
    }
}
