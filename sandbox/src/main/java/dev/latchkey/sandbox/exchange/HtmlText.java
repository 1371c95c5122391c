package dev.latchkey.sandbox.exchange;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The readable text of an HTML body, good enough for previews and plain-text bodies. Reads it once, whatever is in it. */
final class HtmlText {

    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title");
    private static final Set<String> BREAKS_AFTER =
            Set.of("p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol");
    private static final Pattern BLANK_LINES = Pattern.compile("[ \u0000]*\u0000[ \u0000]*");
    private static final char BREAK = '\u0000';

    private final String html;
    private final String lower;
    private final StringBuilder text = new StringBuilder();

    /** Elements of which no end follows any more: it is not looked for again. */
    private final Set<String> endless = new HashSet<>();

    private HtmlText(String html) {
        this.html = html;
        this.lower = lower(html);
    }

    static String of(String html) {
        var reader = new HtmlText(html);
        reader.read();
        return unescape(BLANK_LINES.matcher(reader.text).replaceAll("\r\n")).strip();
    }

    /** The letters of ASCII only, as in the names of elements; as long as the original. */
    static String lower(String text) {
        var lower = text.toCharArray();
        for (var at = 0; at < lower.length; at++) {
            if (lower[at] >= 'A' && lower[at] <= 'Z') {
                lower[at] = Character.toLowerCase(lower[at]);
            }
        }
        return new String(lower);
    }

    private void read() {
        for (var at = 0; at < html.length(); ) {
            at = html.charAt(at) == '<' ? tag(at) : character(at);
        }
    }

    private int character(int at) {
        var next = html.charAt(at);
        if (!Character.isWhitespace(next)) {
            text.append(next);
        } else {
            space();
        }
        return at + 1;
    }

    private void space() {
        if (text.isEmpty() || text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    /** Returns where reading goes on. */
    private int tag(int at) {
        if (lower.startsWith("<!--", at)) {
            space();
            return after("-->", at + 4);
        }
        var end = begins(at + 1) ? find(">", at) : -1;
        if (end < 0) {
            return character(at);
        }
        var closing = html.charAt(at + 1) == '/';
        var name = name(closing ? at + 2 : at + 1);
        if (!closing && UNSEEN.contains(name)) {
            var last = find("</" + name, end);
            space();
            return last < 0 ? end + 1 : after(">", last);
        }
        if (name.equals("br") || (closing && BREAKS_AFTER.contains(name))) {
            text.append(BREAK);
        }
        return end + 1;
    }

    private boolean begins(int at) {
        return at < html.length() && (Character.isLetter(html.charAt(at)) || "/!?".indexOf(html.charAt(at)) >= 0);
    }

    private String name(int from) {
        var to = from;
        while (to < lower.length() && Character.isLetterOrDigit(lower.charAt(to))) {
            to++;
        }
        return lower.substring(from, to);
    }

    /** Behind the next one; the end of the text where there is none. */
    private int after(String mark, int from) {
        var found = find(mark, from);
        return found < 0 ? html.length() : found + mark.length();
    }

    private int find(String mark, int from) {
        if (endless.contains(mark)) {
            return -1;
        }
        var found = lower.indexOf(mark, from);
        if (found < 0) {
            endless.add(mark);
        }
        return found;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r\n", "<br>")
                .replace("\n", "<br>");
    }

    private static String unescape(String text) {
        return text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
