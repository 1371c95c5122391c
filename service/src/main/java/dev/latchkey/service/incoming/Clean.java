package dev.latchkey.service.incoming;

import org.jspecify.annotations.Nullable;

/** Makes a stranger's text fit for PostgreSQL, which takes neither U+0000 nor halves of surrogate pairs. */
final class Clean {

    private Clean() {}

    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        var fit = text.codePoints().allMatch(Clean::storable);
        return fit
                ? text
                : text.codePoints()
                        .map(point -> storable(point) ? point : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static boolean storable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
