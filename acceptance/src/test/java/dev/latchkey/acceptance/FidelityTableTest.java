package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/sandbox.md} says of itself in tables. */
class FidelityTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\|.*\\|$");

    @Test
    void everyTestThatItNamesExists() throws IOException {
        var named = matches(TEST).collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(tests());
    }

    @Test
    void nothingIsToldTwice() throws IOException {
        assertThat(matches(ROW).filter(cell -> !cell.startsWith("…"))).doesNotHaveDuplicates();
    }

    private static Stream<String> matches(Pattern pattern) throws IOException {
        var document = Files.readString(ROOT.resolve("docs/sandbox.md"));
        return pattern.matcher(document).results().map(result -> result.group(1));
    }

    private static List<String> tests() throws IOException {
        try (var files = Files.find(
                ROOT,
                12,
                (path, attributes) -> path.toString().contains("src/test/java")
                        && path.toString().endsWith("Test.java"))) {
            return files.map(path -> path.getFileName().toString().replace(".java", ""))
                    .toList();
        }
    }
}
