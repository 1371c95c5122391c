package dev.latchkey.service.outgoing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to send after its check. */
sealed interface Checked {

    /** @param contents of the attachments, in the order of their names */
    record Fine(
            Mail mail,
            List<byte[]> contents,
            @Nullable Instant sendAt,
            @Nullable String replyToMessageId) implements Checked {

        /** About how long Graph's JSON of it gets: base64 makes four bytes of three. */
        long jsonBytes() {
            var body = mail.body().content().getBytes(StandardCharsets.UTF_8).length;
            return body
                    + contents.stream()
                            .mapToLong(content -> content.length * 4L / 3)
                            .sum();
        }
    }

    record Flawed(List<Flaw> flaws) implements Checked {}
}
