package dev.latchkey.service.messages;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/** Where a list by time goes on: after this message. */
record Cursor(OffsetDateTime time, long position) {

    static final Cursor TOP = new Cursor(OffsetDateTime.parse("9999-12-31T00:00:00Z"), 0);

    /** Empty where it is none of ours. */
    static Optional<Cursor> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            var position = Long.parseLong(parts.length == 2 ? parts[1] : "");
            var time = Instant.parse(parts[0]).atOffset(ZoneOffset.UTC);
            return time.getYear() < 1 || time.getYear() > 9999
                    ? Optional.empty()
                    : Optional.of(new Cursor(time, position));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    static String after(StoredMessage message) {
        var text = message.mail().receivedAt() + " " + message.position();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
