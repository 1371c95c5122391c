package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Opens whatever the pages of one site link to, each kind of page once: two mailboxes are one kind. */
final class Crawl {

    private static final Pattern NAMES = Pattern.compile("/(?:[^/]*(?:[@%_=]|\\d{3}|[0-9a-f]{8}-)[^/]*|[^/]{30,})");
    private static final Pattern NO_PAGE =
            Pattern.compile("/openapi\\.json|.*/(grant|logout|raw)|.*/attachments/.*|/_sandbox/.*|/static/.*|.*\\.pem");
    private static final String LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)";

    private final Page page;
    private final String site;
    private final Set<String> kinds = new HashSet<>();
    private final List<String> visited = new ArrayList<>();

    Crawl(Page page, String site) {
        this.page = page;
        this.site = site;
    }

    /** Visits these, and whatever links lead to from there; {@code look} sees each. No link leads nowhere. */
    List<String> from(List<String> starts, Runnable look) {
        Deque<String> waiting = new ArrayDeque<>(starts);
        starts.forEach(start -> kinds.add(kind(start)));
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            var status = page.navigate(next).status();
            if (!starts.contains(next)) {
                assertThat(status).as(next).isLessThan(400);
            }
            visited.add(next);
            look.run();
            links().stream()
                    .filter(link -> link.startsWith(site)
                            && !NO_PAGE.matcher(path(link)).matches())
                    .filter(link -> kinds.add(kind(link)))
                    .forEach(waiting::add);
        }
        return visited;
    }

    private List<String> links() {
        return ((List<?>) page.evaluate(LINKS)).stream().map(String::valueOf).toList();
    }

    private String path(String link) {
        return "/" + link.substring(site.length()).replaceFirst("[?#].*", "");
    }

    private String kind(String link) {
        return NAMES.matcher(path(link)).replaceAll("/*");
    }
}
