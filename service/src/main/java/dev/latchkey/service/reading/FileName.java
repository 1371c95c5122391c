package dev.latchkey.service.reading;

import java.nio.charset.StandardCharsets;

/**
 * A name for a download, from a stranger's. No path, no control or invisible directional characters ({@code exe.gpj} read
 * backwards), not too long; as RFC 6266 wants it, with RFC 8187's form for what isn't ASCII.
 */
final class FileName {

    private static final int LONGEST = 120;
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~";

    private FileName() {}

    /** The whole value of a {@code Content-Disposition} header that makes browsers save and never show. */
    static String disposition(String name) {
        var clean = clean(name);
        var ascii = clean.codePoints()
                .map(point -> point < 0x7F && point != '"' && point != '\\' && point != '%' ? point : '_')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percentEncoded(clean);
    }

    static String clean(String name) {
        var kept = name.codePoints()
                .map(point -> "/\\:*?\"<>|".indexOf(point) >= 0 ? '_' : point)
                .filter(FileName::visible)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip()
                .replaceFirst("^\\.+", "");
        return kept.isBlank() ? "attachment" : kept;
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String percentEncoded(String text) {
        var encoded = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append("%02X".formatted(octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
