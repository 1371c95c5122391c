package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * An attachment on its way, range after range, into a file.
 *
 * @param message the immutable id of the draft that it is for
 * @param description the attachment without its content
 * @param size in bytes, as announced
 */
record UploadSession(
        String id,
        String secret,
        String application,
        Mailbox mailbox,
        String message,
        Mail.Attachment description,
        long size,
        Path file,
        Instant expires) {

    /** How much of it is there. */
    long received() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(byte[] range) {
        try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(range);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mail.Attachment whole() {
        try {
            return new Mail.Attachment(
                    "",
                    description.name(),
                    description.contentType(),
                    description.inline(),
                    description.contentId(),
                    Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
