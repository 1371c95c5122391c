package dev.latchkey.sandbox.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tag as a browser reads it.
 *
 * @param name in lower case
 * @param end behind its last character
 */
record HtmlTag(String name, List<Attribute> attributes, int end) {

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#x0*+([0-9a-f]{1,6}+)|#0*+([0-9]{1,7}+)|(colon|tab|newline));?");
    private static final Pattern UNSEEN = Pattern.compile("[\\x00-\\x20\\x7f-\\xa0]");
    private static final Pattern SCRIPT = Pattern.compile("(?:javascript|vbscript|livescript|mocha):|data:(?!image/)");

    /**
     * @param name in lower case
     * @param source as it was written, with name and quotation marks
     */
    record Attribute(String name, String value, String source) {

        boolean runsScript() {
            return SCRIPT.matcher(plain()).lookingAt();
        }

        /** The value in lower case, without character references, blanks and control characters. */
        String plain() {
            var decoded = REFERENCE.matcher(value.toLowerCase(Locale.ROOT)).replaceAll(found -> {
                if (found.group(3) != null) {
                    return found.group(3).equals("colon") ? ":" : "";
                }
                var code = found.group(1) != null
                        ? Integer.parseInt(found.group(1), 16)
                        : Integer.parseInt(found.group(2));
                return code == '$' || code == '\\' || !Character.isValidCodePoint(code) ? "" : Character.toString(code);
            });
            return UNSEEN.matcher(decoded).replaceAll("").toLowerCase(Locale.ROOT);
        }
    }

    /** @param from where its name begins; null where the tag does not end */
    static @Nullable HtmlTag read(String html, int from) {
        var at = from;
        while (at < html.length() && !endsName(html.charAt(at))) {
            at++;
        }
        var name = html.substring(from, at).toLowerCase(Locale.ROOT);
        var attributes = new ArrayList<Attribute>();
        while (at < html.length() && html.charAt(at) != '>') {
            if (endsName(html.charAt(at))) {
                at++;
            } else {
                at = attribute(html, at, attributes);
            }
        }
        return at < html.length() ? new HtmlTag(name, attributes, at + 1) : null;
    }

    static boolean endsName(char character) {
        return isBlank(character) || character == '/' || character == '>';
    }

    private static int attribute(String html, int from, List<Attribute> attributes) {
        var nameEnd = from + 1;
        while (nameEnd < html.length() && !endsName(html.charAt(nameEnd)) && html.charAt(nameEnd) != '=') {
            nameEnd++;
        }
        var name = html.substring(from, nameEnd).toLowerCase(Locale.ROOT);
        var at = skipBlanks(html, nameEnd);
        if (at == html.length() || html.charAt(at) != '=') {
            attributes.add(new Attribute(name, "", html.substring(from, nameEnd)));
            return at;
        }
        at = skipBlanks(html, at + 1);
        var quote = at < html.length() && "\"'".indexOf(html.charAt(at)) >= 0;
        var start = quote ? at + 1 : at;
        var end = quote ? html.indexOf(html.charAt(at), start) : unquotedEnd(html, start);
        if (end < 0) {
            return html.length();
        }
        var behind = quote ? end + 1 : end;
        attributes.add(new Attribute(name, html.substring(start, end), html.substring(from, behind)));
        return behind;
    }

    private static int unquotedEnd(String html, int from) {
        var at = from;
        while (at < html.length() && !isBlank(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
        }
        return at;
    }

    private static int skipBlanks(String html, int from) {
        var at = from;
        while (at < html.length() && isBlank(html.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return " \t\n\f\r".indexOf(character) >= 0;
    }
}
