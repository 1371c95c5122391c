package dev.latchkey.acceptance;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What every page must be, on a desktop and on a phone: without a finding of axe-core, without scrolling sideways, with one
 * heading of the first level and in the language that it says, as it comes and with everything opened that can be opened, such
 * as the question whether to disconnect. Findings are gathered, so that one run shows all of them.
 *
 * @see <a href="https://github.com/dequelabs/axe-core/blob/develop/doc/API.md">axe-core's API</a>
 */
final class PageCheck {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 360;
    private static final int HEIGHT = 900;
    private static final String AXE = script();

    /** Frames hold mail of strangers, in which no script runs. */
    private static final String RUN = """
            async () => (await axe.run(document, {
              iframes: false, resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
            })).violations.map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`)
            """;

    private static final String SHAPE = """
            language => [
              ...document.querySelectorAll('h1').length === 1 ? [] : ['not one h1'],
              ...document.documentElement.lang === language ? [] : [`lang=${document.documentElement.lang}`],
              ...document.body.innerText.includes('??') ? ['a text is missing'] : [],
              ...[...document.images].filter(one => one.complete && !one.naturalWidth).map(one => `no picture ${one.src}`),
              ...document.documentElement.scrollWidth <= innerWidth ? [] : [`${document.documentElement.scrollWidth} wide`]
            ]
            """;

    private static final String OPEN = """
            () => [...document.querySelectorAll('details:not([open])')].map(one => {
              one.toggleAttribute('data-opened', one.open = true);
              return one.querySelector('summary').textContent.trim();
            })
            """;

    private static final String CLOSE = """
            () => document.querySelectorAll('details[data-opened]').forEach(one => one.toggleAttribute('data-opened', one.open = false))
            """;

    private final Set<String> opened = new HashSet<>();
    private final List<String> findings = new ArrayList<>();

    /** The page as it stands. The script comes by the debugger, which the content security policy does not bind. */
    void check(Page page, String language) {
        check(page, language, DESKTOP, PHONE);
    }

    /** On a phone alone, where longer words need the room. */
    void checkOnPhone(Page page, String language) {
        check(page, language, PHONE);
    }

    private void check(Page page, String language, int... widths) {
        page.waitForLoadState();
        page.evaluate(AXE);
        for (var width : widths) {
            page.setViewportSize(width, HEIGHT);
            var where = page.url().replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", "") + " at " + width
                    + " in " + language + ": ";
            found(where, page.evaluate(SHAPE, language));
            ((List<?>) page.evaluate(OPEN)).forEach(summary -> opened.add(summary.toString()));
            found(where + "opened, ", page.evaluate(SHAPE, language));
            found(where, page.evaluate(RUN));
            page.evaluate(CLOSE);
        }
        page.setViewportSize(DESKTOP, HEIGHT);
    }

    List<String> findings() {
        return findings;
    }

    /** What was opened on any of the pages. */
    Set<String> opened() {
        return opened;
    }

    private void found(String where, Object result) {
        ((List<?>) result).forEach(finding -> findings.add(where + finding));
    }

    private static String script() {
        try (var script = PageCheck.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
