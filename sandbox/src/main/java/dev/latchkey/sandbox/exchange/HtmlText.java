package dev.latchkey.sandbox.exchange;

import java.util.regex.Pattern;

/** The readable text of an HTML body, good enough for previews and plain-text bodies. */
final class HtmlText {

    private static final Pattern UNSEEN =
            Pattern.compile("(?is)<(script|style|head|title)\\b.*?</\\1\\s*>|<!--.*?-->|<!doctype[^>]*>");
    private static final Pattern BREAK =
            Pattern.compile("(?i)<br\\s*/?>|</(p|div|tr|li|h[1-6]|blockquote|table|ul|ol)\\s*>");
    private static final Pattern TAG = Pattern.compile("(?s)<[a-zA-Z/!?][^>]*>");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n]+");
    private static final Pattern BLANK_LINES = Pattern.compile("[ \u0000]*\u0000[ \u0000]*");

    private HtmlText() {}

    static String of(String html) {
        var seen = UNSEEN.matcher(html).replaceAll(" ");
        var flowed = SPACES.matcher(seen).replaceAll(" ");
        var broken = BREAK.matcher(flowed).replaceAll("\u0000");
        var bare = TAG.matcher(broken).replaceAll("");
        return unescape(BLANK_LINES.matcher(bare).replaceAll("\r\n")).strip();
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
