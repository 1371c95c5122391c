package dev.latchkey.sandbox.exchange;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * An HTML body without what can run, submit or load another page: script, event handlers, frames, objects, forms. What is
 * safe stays as it was written, but comments. It is read once, from the left, as a browser does.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">Tokenization in HTML</a>
 */
final class SafeHtml {

    /** Their content is text to a browser, and goes with them. */
    private static final Set<String> GONE_WITH_TEXT =
            Set.of("script", "iframe", "noembed", "noframes", "noscript", "textarea", "xmp");

    /** Their tags go, and what stands between them stays. */
    private static final Set<String> GONE = Set.of(
            "applet",
            "base",
            "bgsound",
            "button",
            "embed",
            "form",
            "frame",
            "frameset",
            "input",
            "keygen",
            "link",
            "math",
            "meta",
            "object",
            "optgroup",
            "option",
            "param",
            "plaintext",
            "portal",
            "select",
            "svg",
            "template");

    private static final Set<String> TEXT = Set.of("style", "title");
    private static final Pattern UNSAFE_CSS =
            Pattern.compile("expression\\s*+\\(|javascript:|vbscript:|behavior:|-moz-binding");

    private final String html;
    private final String lower;
    private final StringBuilder safe = new StringBuilder();

    private SafeHtml(String html) {
        this.html = html;
        this.lower = HtmlText.lower(html);
    }

    static String of(String html) {
        var reader = new SafeHtml(html);
        reader.read();
        return reader.safe.toString();
    }

    private void read() {
        for (var at = 0; at < html.length(); ) {
            var tag = html.indexOf('<', at);
            safe.append(html, at, tag < 0 ? html.length() : tag);
            at = tag < 0 ? html.length() : markup(tag);
        }
    }

    /** Returns where reading goes on. What is never closed ends the body. */
    private int markup(int at) {
        if (lower.startsWith("<!--", at)) {
            return after("-->", at + 2);
        }
        var closing = html.startsWith("</", at);
        var name = closing ? at + 2 : at + 1;
        if (name < html.length() && isLetter(html.charAt(name))) {
            var tag = HtmlTag.read(html, name);
            return tag == null ? html.length() : closing ? end(tag, at) : start(tag, at);
        }
        if (closing || html.startsWith("<!", at) || html.startsWith("<?", at)) {
            var end = after(">", at);
            safe.append(lower.startsWith("<!doctype", at) ? html.substring(at, end) : "");
            return end;
        }
        safe.append("&lt;");
        return at + 1;
    }

    private int end(HtmlTag tag, int at) {
        if (!GONE.contains(tag.name()) && !GONE_WITH_TEXT.contains(tag.name())) {
            var written = tag.attributes().isEmpty() ? html.substring(at, tag.end()) : "</" + tag.name() + ">";
            safe.append(written);
        }
        return tag.end();
    }

    private int start(HtmlTag tag, int at) {
        if (GONE_WITH_TEXT.contains(tag.name())) {
            return textEnd(tag);
        }
        if (GONE.contains(tag.name()) && !staysHere(tag)) {
            return tag.end();
        }
        var text = TEXT.contains(tag.name()) ? textEnd(tag) : tag.end();
        if (!UNSAFE_CSS.matcher(lower.substring(tag.end(), text)).find()) {
            append(tag, at);
            safe.append(html, tag.end(), text);
        }
        return text;
    }

    private void append(HtmlTag tag, int at) {
        var kept = tag.attributes().stream().filter(SafeHtml::isSafe).toList();
        if (kept.size() == tag.attributes().size()) {
            safe.append(html, at, tag.end());
            return;
        }
        safe.append('<').append(tag.name());
        kept.forEach(attribute -> safe.append(' ').append(attribute.source()));
        safe.append('>');
    }

    private static boolean isSafe(HtmlTag.Attribute attribute) {
        var name = attribute.name();
        // what begins with an equals sign would become the value of what stands before it
        return !name.startsWith("on")
                && !name.startsWith("=")
                && !name.equals("srcdoc")
                && !attribute.runsScript()
                && !(name.equals("style")
                        && UNSAFE_CSS.matcher(attribute.plain()).find());
    }

    /** A {@code meta} that leads nowhere else. */
    private static boolean staysHere(HtmlTag tag) {
        return tag.name().equals("meta")
                && tag.attributes().stream()
                        .filter(attribute -> attribute.name().equals("http-equiv"))
                        .allMatch(attribute -> attribute.plain().equals("content-type"));
    }

    /** Where the end tag of an element begins that has only text in it. */
    private int textEnd(HtmlTag tag) {
        var mark = "</" + tag.name();
        for (var at = lower.indexOf(mark, tag.end()); at >= 0; at = lower.indexOf(mark, at + 1)) {
            var behind = at + mark.length();
            if (behind < html.length() && HtmlTag.endsName(html.charAt(behind))) {
                return at;
            }
        }
        return html.length();
    }

    private int after(String mark, int from) {
        var found = html.indexOf(mark, from);
        return found < 0 ? html.length() : found + mark.length();
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
