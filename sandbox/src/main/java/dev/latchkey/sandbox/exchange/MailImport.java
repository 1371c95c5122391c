package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Loads real mail into a mailbox, unread, byte for byte: {@code .eml} files and mbox files. */
public final class MailImport {

    /** So many messages are saved together. */
    private static final int BATCH = 1_000;

    private final Mailboxes mailboxes;
    private final Intake intake;
    private final Store store;
    private final Clock clock;

    MailImport(Mailboxes mailboxes, Intake intake, Store store, Clock clock) {
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Loads a folder of {@code .eml} files, one of them, or an mbox file into the Inbox.
     *
     * @return how many messages came in
     * @throws IllegalArgumentException when nobody here has that address
     */
    public int load(Path source, String mailboxAddress) throws IOException {
        var mailbox = mailboxes
                .byAddress(mailboxAddress)
                .orElseThrow(() -> new IllegalArgumentException("No mailbox has the address " + mailboxAddress));
        var count = 0;
        for (var file : files(source)) {
            try (var stream = Files.newInputStream(file)) {
                count += isEml(file)
                        ? eml(mailbox, WellKnownFolder.INBOX.number(), stream.readAllBytes())
                                .size()
                        : mbox(mailbox, WellKnownFolder.INBOX.number(), stream).size();
            }
        }
        return count;
    }

    /** One message. */
    public List<Message> eml(Mailbox mailbox, int folder, byte[] mime) {
        var message = intake.take(mailbox, folder, mime, received(mime), Marks.UNREAD);
        store.commit();
        return List.of(message);
    }

    /** All messages of a mailbox file. */
    public List<Message> mbox(Mailbox mailbox, int folder, InputStream stream) throws IOException {
        var taken = new ArrayList<Message>();
        Mbox.read(stream, mime -> {
            taken.add(intake.take(mailbox, folder, mime, received(mime), Marks.UNREAD));
            if (taken.size() % BATCH == 0) {
                store.commit();
            }
        });
        store.commit();
        return taken;
    }

    public List<Message> mbox(Mailbox mailbox, int folder, byte[] file) throws IOException {
        return mbox(mailbox, folder, new ByteArrayInputStream(file));
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (var files = Files.list(source)) {
            return files.filter(MailImport::isEml).sorted().toList();
        }
    }

    private static boolean isEml(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml");
    }

    /** When the last server on its way got it, else when it was written, else now. */
    private Instant received(byte[] mime) {
        var mail = MimeReader.read(mime);
        var trace = mail.header("Received");
        var written = mail.envelope().sent();
        if (trace != null && trace.contains(";")) {
            try {
                var date = trace.substring(trace.lastIndexOf(';') + 1)
                        .replaceAll("\\(.*", "")
                        .strip();
                return OffsetDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeException e) {
                return Objects.requireNonNullElse(written, clock.instant());
            }
        }
        return Objects.requireNonNullElse(written, clock.instant());
    }
}
