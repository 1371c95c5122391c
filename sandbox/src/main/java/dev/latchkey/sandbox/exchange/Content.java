package dev.latchkey.sandbox.exchange;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What an attachment holds: in the MIME itself, or, where it came by ranges, in a file of {@link LargeContents}. */
public sealed interface Content {

    /** In bytes, decoded. */
    long size();

    /** What stands for it in the MIME that the mailbox keeps, decoded. */
    byte[] stored();

    /** It stands there itself. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Bytes(byte[] stored) implements Content {

        @Override
        public long size() {
            return stored.length;
        }
    }

    /**
     * Its name stands there, and every copy of the mail shares one file.
     *
     * @param id nobody outside learns or guesses it
     */
    record Large(String id, long size) implements Content {

        /** Six bytes, so that in base64 they are the same eight characters whatever follows. */
        private static final String MARK = "large:";

        private static final Pattern FORM = Pattern.compile(MARK + "([0-9a-f-]{36}):(\\d{1,9})");

        @Override
        public byte[] stored() {
            return (MARK + id + ":" + size).getBytes(StandardCharsets.US_ASCII);
        }

        /** What it takes in MIME: lines of 76 characters of base64 (RFC 2045 §6.8). */
        long encodedSize() {
            var characters = (size + 2) / 3 * 4;
            return characters + (characters + 75) / 76 * 2;
        }
    }

    /** What these bytes of a part are or stand for. */
    static Content of(byte[] stored) {
        if (stored.length < 64) {
            var form = Large.FORM.matcher(new String(stored, StandardCharsets.ISO_8859_1));
            if (form.matches()) {
                return new Large(form.group(1), Long.parseLong(form.group(2)));
            }
        }
        return new Bytes(stored);
    }
}
