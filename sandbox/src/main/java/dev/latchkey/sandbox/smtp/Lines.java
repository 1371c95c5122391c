package dev.latchkey.sandbox.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a client sends, line by line. */
final class Lines {

    /** RFC 4954 §4 allows 12,288 for the answer to a challenge; a command and its parameters come before it. */
    private static final int LONGEST = 16_384;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Without its end. */
    String next() throws IOException, SmtpRefusal {
        var line = new ByteArrayOutputStream();
        for (var read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the client is gone");
            }
            if (line.size() == LONGEST) {
                throw new SmtpRefusal(421, "4.4.2 Line too long");
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * A whole mail up to the line with nothing but a dot, its other dots as they were meant (RFC 5321 §4.5.2).
     *
     * @return null where it is larger than that
     */
    byte @Nullable [] mail(int largest) throws IOException {
        var mail = new ByteArrayOutputStream();
        var line = new ByteArrayOutputStream();
        var tooLarge = false;
        var before = new byte[] {'\r', '\n'};
        while (true) {
            line.reset();
            int read;
            do {
                read = in.read();
                if (read < 0) {
                    throw new EOFException("the client is gone");
                }
                line.write(read);
            } while (read != '\n' && line.size() < LONGEST);
            var bytes = line.toByteArray();
            var begins = endsLine(before);
            if (begins && bytes.length == 3 && bytes[0] == '.' && endsLine(bytes)) {
                return tooLarge ? null : mail.toByteArray();
            }
            var from = begins && bytes[0] == '.' ? 1 : 0;
            before = bytes;
            tooLarge = tooLarge || mail.size() + bytes.length > largest;
            if (!tooLarge) {
                mail.write(bytes, from, bytes.length - from);
            }
        }
    }

    /** By CRLF: a line feed alone ends none, else a mail could hide in another. */
    private static boolean endsLine(byte[] bytes) {
        return bytes.length > 1 && bytes[bytes.length - 2] == '\r' && bytes[bytes.length - 1] == '\n';
    }
}
