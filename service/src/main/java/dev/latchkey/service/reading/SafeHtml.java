package dev.latchkey.service.reading;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * A stranger's HTML with everything taken out that runs, loads or submits. Pictures that came with the mail stay; those of
 * other servers would tell the sender that, when and where the mail is read.
 *
 * @param html a fragment, safe to put into a page
 * @param remoteImages how many pictures of other servers were left out
 */
record SafeHtml(String html, int remoteImages) {

    private static final Pattern LINK = Pattern.compile("(?i)\\s*(https?|mailto|tel):.*", Pattern.DOTALL);
    private static final Pattern EMBEDDED_IMAGE =
            Pattern.compile("(?i)data:image/(png|gif|jpe?g|webp|bmp);base64,[a-z0-9+/=\\s]*+");
    private static final Pattern PLAIN_VALUE = Pattern.compile("[#%\\w .,-]{1,60}");

    private static final String[] ELEMENTS = words("""
            table thead tbody tfoot tr td th caption colgroup col hr pre center font dl dt dd mark abbr figure figcaption
            span address section article header footer main details summary wbr""");

    private static final String[] LOOKS = words("""
            align valign width height bgcolor border cellpadding cellspacing colspan rowspan color face size start type
            nowrap hspace vspace""");

    private static final String[] TEXT_THAT_NOBODY_SEES =
            words("title noscript textarea select option noembed noframes xmp template");

    private static final PolicyFactory TEXT = new HtmlPolicyBuilder()
            .allowCommonInlineFormattingElements()
            .allowCommonBlockElements()
            .allowElements(ELEMENTS)
            .allowAttributes("dir", "lang")
            .globally()
            .allowAttributes(LOOKS)
            .matching(PLAIN_VALUE)
            .globally()
            .allowWithoutAttributes("span", "font")
            .disallowTextIn(TEXT_THAT_NOBODY_SEES)
            .toFactory();

    private static final PolicyFactory LINKS = new HtmlPolicyBuilder()
            .allowElements(SafeHtml::elsewhere, "a")
            .allowUrlProtocols("http", "https", "mailto", "tel")
            .allowAttributes("href")
            .matching(LINK)
            .onElements("a")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowWithoutAttributes("a")
            .toFactory();

    /** @param images what stands for {@code cid:} addresses: {@code data:} addresses by content id */
    static SafeHtml of(String html, Map<String, String> images) {
        var remote = new AtomicInteger();
        var policy = TEXT.and(LINKS).and(pictures(images, remote));
        return new SafeHtml(policy.sanitize(html), remote.get());
    }

    private static PolicyFactory pictures(Map<String, String> images, AtomicInteger remote) {
        return new HtmlPolicyBuilder()
                .allowElements("img")
                .allowUrlProtocols("data", "cid", "http", "https")
                .allowAttributes("src")
                .matching((element, attribute, value) -> image(value, images, remote))
                .onElements("img")
                .allowAttributes("alt")
                .onElements("img")
                .allowWithoutAttributes("img")
                .allowStyling()
                .allowUrlsInStyles((element, attribute, value) -> {
                    remote.incrementAndGet();
                    return null;
                })
                .toFactory();
    }

    private static String elsewhere(String element, List<String> attributes) {
        attributes.add("target");
        attributes.add("_blank");
        return element;
    }

    private static @Nullable String image(String address, Map<String, String> images, AtomicInteger remote) {
        var stripped = address.strip();
        if (EMBEDDED_IMAGE.matcher(stripped).matches()) {
            return stripped;
        }
        if (stripped.toLowerCase(Locale.ROOT).startsWith("cid:")) {
            return images.get(stripped.substring(4));
        }
        remote.incrementAndGet();
        return null;
    }

    private static String[] words(String words) {
        return words.strip().split("\\s+");
    }
}
