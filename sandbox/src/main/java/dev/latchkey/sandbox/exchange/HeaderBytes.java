package dev.latchkey.sandbox.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The header section of MIME bytes: fields are taken out and put in while every other byte stays as it was. */
final class HeaderBytes {

    private static final char[] LINE_ENDS = {'\r', '\n'};

    private final List<String> fields;
    private final byte[] rest;

    private HeaderBytes(List<String> fields, byte[] rest) {
        this.fields = fields;
        this.rest = rest;
    }

    static HeaderBytes of(byte[] mime) {
        var fields = new ArrayList<String>();
        var start = 0;
        while (start < mime.length && !isLineEnd(mime[start])) {
            var end = endOfField(mime, start);
            fields.add(new String(mime, start, end - start, StandardCharsets.ISO_8859_1));
            start = end;
        }
        var rest = new byte[mime.length - start];
        System.arraycopy(mime, start, rest, 0, rest.length);
        return new HeaderBytes(fields, rest);
    }

    boolean has(String name) {
        return fields.stream().anyMatch(named(name));
    }

    /** The first of that name, unfolded. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(named(name))
                .findFirst()
                .map(field -> field.substring(name.length() + 1)
                        .replaceAll("\\r?\\n", "")
                        .strip());
    }

    HeaderBytes without(String name) {
        return new HeaderBytes(fields.stream().filter(named(name).negate()).toList(), rest);
    }

    /** On top of the others, as each server on the way does. */
    HeaderBytes withFirst(String name, String value) {
        var all = new ArrayList<String>();
        all.add(name + ": " + value + "\r\n");
        all.addAll(fields);
        return new HeaderBytes(all, rest);
    }

    HeaderBytes with(String name, String value) {
        var all = new ArrayList<>(without(name).fields);
        all.add(name + ": " + value + "\r\n");
        return new HeaderBytes(all, rest);
    }

    /** The section as text, without the empty line that ends it. */
    String text() {
        return String.join("", fields);
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text().getBytes(StandardCharsets.ISO_8859_1));
        if (rest.length == 0) {
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes(rest);
        return bytes.toByteArray();
    }

    /** A field goes on as long as the next line begins with a space or a tab: RFC 5322 §2.2.3. */
    private static int endOfField(byte[] mime, int start) {
        var end = start;
        do {
            while (end < mime.length && mime[end] != LINE_ENDS[1]) {
                end++;
            }
            end = Math.min(end + 1, mime.length);
        } while (end < mime.length && (mime[end] == ' ' || mime[end] == '\t'));
        return end;
    }

    private static boolean isLineEnd(byte character) {
        return character == LINE_ENDS[0] || character == LINE_ENDS[1];
    }

    private static Predicate<String> named(String name) {
        var start = name.toLowerCase(Locale.ROOT) + ":";
        return field -> field.toLowerCase(Locale.ROOT).startsWith(start);
    }
}
