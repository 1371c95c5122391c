package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Clip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pictures of {@code docs/guide}. Each time a test comes to a page of which the guide has a picture, the page must still
 * show what the guide quotes under the picture, in both languages; with {@code LATCHKEY_REWRITE=1} the picture is taken anew.
 */
final class GuidePictures {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^]]*)]\\(images/([a-z-]+)\\.png\\)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final int WIDTH = 860;
    private static final int HEIGHT = 820;
    private static final int MARGIN = 12;
    private static final int LARGEST = 150_000;

    /** A picture as one file of the guide shows it. */
    private record Shown(String name, List<String> labels) {}

    private final List<Shown> shown = shown();
    private final Set<String> taken = new TreeSet<>();

    void take(Page page, String name) {
        var here = shown.stream().filter(one -> one.name().equals(name)).toList();
        assertThat(here).as("the guide shows %s", name).isNotEmpty();
        page.setViewportSize(WIDTH, HEIGHT);
        here.stream()
                .flatMap(one -> one.labels().stream())
                .distinct()
                .forEach(label -> assertThat(page.locator("main")
                                .getByText(label)
                                .filter(new Locator.FilterOptions().setVisible(true))
                                .first())
                        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(5_000)));
        var file = GUIDE.resolve("images").resolve(name + ".png");
        if (System.getenv("LATCHKEY_REWRITE") != null && !taken.contains(name)) {
            shoot(page, file);
        }
        page.setViewportSize(1280, 900);
        assertThat(file).exists();
        assertThat(file.toFile().length()).as(name).isLessThan(LARGEST);
        taken.add(name);
    }

    /** Those that the guide shows are those that were taken, and those that are kept. */
    void areComplete() throws IOException {
        var named = shown.stream().map(Shown::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(taken).isEqualTo(named);
        try (var files = Files.list(GUIDE.resolve("images"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".png", "")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private static void shoot(Page page, Path file) {
        var box = page.locator("main").first().boundingBox();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(file)
                .setFullPage(true)
                .setClip(new Clip(
                        Math.max(box.x - MARGIN, 0),
                        box.y,
                        Math.min(box.width + 2 * MARGIN, WIDTH),
                        Math.min(box.height + MARGIN, HEIGHT))));
    }

    private static List<Shown> shown() {
        var all = new ArrayList<Shown>();
        Stream.of("users", "administrators", "developers")
                .flatMap(audience -> Stream.of(audience + ".en.md", audience + ".es.md"))
                .forEach(file -> PICTURE.matcher(text(GUIDE.resolve(file)))
                        .results()
                        .forEach(picture -> all.add(new Shown(picture.group(2), labels(picture.group(1))))));
        return all;
    }

    private static List<String> labels(String description) {
        return QUOTED.matcher(description)
                .results()
                .map(quoted -> quoted.group(1))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
