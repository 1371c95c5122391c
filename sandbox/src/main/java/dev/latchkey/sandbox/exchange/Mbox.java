package dev.latchkey.sandbox.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a mailbox file one message at a time: RFC 4155, with the quoting of the {@code mboxrd} form taken back. */
final class Mbox {

    private static final String SEPARATOR = "From ";

    private Mbox() {}

    static void read(InputStream stream, Consumer<byte[]> each) throws IOException {
        var lines = new BufferedInputStream(stream, 1 << 16);
        @Nullable ByteArrayOutputStream message = null;
        var afterBlank = true;
        for (var line = line(lines); line.length > 0; line = line(lines)) {
            if (afterBlank && startsWith(line, 0, SEPARATOR)) {
                finish(message, each);
                message = new ByteArrayOutputStream();
            } else if (message != null) {
                message.writeBytes(unquoted(line));
            }
            afterBlank = isBlank(line);
        }
        finish(message, each);
    }

    /** The empty line before the next separator belongs to the file, not to the message. */
    private static void finish(@Nullable ByteArrayOutputStream message, Consumer<byte[]> each) {
        if (message == null || message.size() == 0) {
            return;
        }
        var bytes = message.toByteArray();
        var end = bytes.length;
        if (endsWith(bytes, "\r\n\r\n")) {
            end -= 2;
        } else if (endsWith(bytes, "\n\n")) {
            end -= 1;
        }
        each.accept(java.util.Arrays.copyOf(bytes, end));
    }

    private static byte[] line(InputStream stream) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = stream.read(); next >= 0; next = stream.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static byte[] unquoted(byte[] line) {
        var quotes = 0;
        while (quotes < line.length && line[quotes] == '>') {
            quotes++;
        }
        return quotes > 0 && startsWith(line, quotes, SEPARATOR)
                ? java.util.Arrays.copyOfRange(line, 1, line.length)
                : line;
    }

    private static boolean isBlank(byte[] line) {
        return line.length <= 2 && (line[0] == '\n' || line[0] == '\r');
    }

    private static boolean startsWith(byte[] line, int offset, String start) {
        var wanted = start.getBytes(StandardCharsets.US_ASCII);
        return line.length >= offset + wanted.length
                && java.util.Arrays.equals(line, offset, offset + wanted.length, wanted, 0, wanted.length);
    }

    private static boolean endsWith(byte[] bytes, String end) {
        return bytes.length >= end.length() && startsWith(bytes, bytes.length - end.length(), end);
    }
}
