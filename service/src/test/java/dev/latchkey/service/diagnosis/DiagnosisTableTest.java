package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.sandbox.entra.ErrorCode;
import dev.latchkey.sandbox.entra.ErrorPlace;
import dev.latchkey.service.diagnosis.Catalogue.GraphRow;
import dev.latchkey.service.diagnosis.Catalogue.NumberRow;
import dev.latchkey.service.diagnosis.Catalogue.SmtpRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/diagnosis.md} equal to what the code says. After a change of the catalogue or its words, rewrite it with
 * {@code LATCHKEY_REWRITE=1 ./mvnw -pl service -am test -Dtest=DiagnosisTableTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DiagnosisTableTest {

    private static final Path FILE = Path.of("..", "docs", "diagnosis.md");
    private static final String BEGIN = "<!-- made by DiagnosisTableTest: do not write below this line -->\n";

    private final Explain explain = Explain.of(name -> null);

    @Test
    void theTableInTheDocumentationIsWhatTheCodeSays() throws IOException {
        var document = Files.readString(FILE);
        var made = document.substring(0, document.indexOf(BEGIN)) + BEGIN + tables();
        if (System.getenv("LATCHKEY_REWRITE") != null) {
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE)).isEqualTo(made);
    }

    @Test
    void noRowOfTheTableIsAnsweredWithTheWordsForUnknownOnes() {
        assertThat(tables().lines().filter(line -> line.startsWith("| ")))
                .hasSizeGreaterThan(200)
                .allSatisfy(line -> assertThat(line).doesNotContain("`unknown`", "do not know"));
    }

    private String tables() {
        var catalogue = Catalogue.MICROSOFT;
        return Stream.of(
                        head("AADSTS numbers", "Number | Error | What Microsoft shows or sends"),
                        catalogue.numbers().stream().flatMap(this::numbers),
                        head("Microsoft Graph", "Code | Status | Words"),
                        catalogue.graph().stream().map(row -> graph(row) + " `EveryGraphErrorTest` |"),
                        head("SMTP replies and bounces", "Reply | Enhanced code | Words"),
                        catalogue.mail().replies().stream().map(row -> reply(row) + " `EverySmtpReplyTest` |"),
                        head("Microsoft's pages without a number", "Words | | "),
                        catalogue.mail().pages().stream()
                                .map(row -> line("“" + row.words() + "” | | ", Pasted.read(row.words()), null)
                                        + " `PastedTest` |"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static Stream<String> head(String title, String columns) {
        return Stream.of(
                "## " + title,
                "",
                "| " + columns + " | Cause | What Latchkey says | Who: first, also | A connected mailbox | Test |",
                "|---|---|---|---|---|---|---|---|");
    }

    /** A line for each sentence of Microsoft's; the numbers of a range share theirs. */
    private Stream<String> numbers(NumberRow row) {
        var bySentence = row.numbers().stream()
                .collect(Collectors.groupingBy(
                        number -> code(number).text(), LinkedHashMap::new, Collectors.toUnmodifiableList()));
        return bySentence.values().stream().map(numbers -> number(row, numbers));
    }

    private String number(NumberRow row, List<Integer> numbers) {
        var number = numbers.getFirst();
        var refreshed =
                row.error() == null ? Pasted.read("AADSTS" + number) : Finding.atToken(error(row.error(), number));
        var beginning = numbers(numbers) + " | "
                + (row.error() == null ? "a page, nothing comes back" : "`" + row.error() + "`") + " | "
                + code(number).text().replace("%s", "…");
        return line(beginning, refreshed, met(row, number)) + " " + test(code(number)) + " |";
    }

    private static ErrorCode code(int number) {
        return ErrorCode.all().stream()
                .filter(code -> code.code() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing provokes AADSTS" + number));
    }

    /** The test that provokes it, by which scenario and at which places. */
    private static String test(ErrorCode code) {
        var test = code.places().contains(ErrorPlace.DISCOVERY) ? "CatalogueTest" : "EveryCodeTest";
        return "`%s`: `%s` at %s"
                .formatted(
                        test,
                        code.scenario(),
                        code.places().stream()
                                .map(place -> place.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    /** What becomes of a connected mailbox is decided where a refresh can meet it. */
    private static @Nullable String met(NumberRow row, int number) {
        var atConnecting = List.of("page", "redirect", "silent");
        return row.error() != null && atConnecting.containsAll(row.seen())
                ? Finding.atAuthorize(error(row.error(), number), null).effect().wireName()
                : null;
    }

    private String graph(GraphRow row) {
        var code = row.codes().isEmpty() ? "" : row.codes().getFirst();
        var message = row.words() == null ? "" : row.words();
        var codes = row.codes().isEmpty() ? "(none)" : "`" + String.join("`, `", row.codes()) + "`";
        return line(
                codes + " | " + row.status() + " | " + message,
                Finding.atGraph(new GraphError(row.status(), code, null, message, null, null, null)),
                null);
    }

    private String reply(SmtpRow row) {
        var words = row.words() == null ? "" : row.words();
        var reply = row.reply().equals("*") ? "554" : row.reply();
        return line(
                (row.reply().equals("*") ? "any" : row.reply()) + " | "
                        + row.enhanced().replace("*", "…") + " | " + words,
                Finding.atSmtp(reply + " " + row.enhanced().replace("*", "599") + " " + words),
                null);
    }

    private String line(String beginning, Finding finding, @Nullable String effect) {
        var told = explain.in(Locale.ENGLISH, finding);
        var note = told.whatHappened().equals(common(finding))
                ? ""
                : " " + told.whatHappened().replace(" " + common(finding), "");
        return "| %s | `%s` | **%s.**%s | %s | %s |"
                .formatted(
                        beginning,
                        told.cause(),
                        told.title(),
                        note,
                        told.fixer() + (told.also() == null ? "" : ", " + told.also()),
                        effect == null ? told.effect() : effect);
    }

    private String common(Finding finding) {
        return explain.in(Locale.ENGLISH, Finding.of(finding.cause(), finding.facts()))
                .whatHappened();
    }

    private static EntraError error(String errorAndSuberror, int number) {
        var parts = errorAndSuberror.split("/", -1);
        return new EntraError(
                parts[0], parts.length == 1 ? null : parts[1], List.of(number), "words", null, null, null, null);
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.size() > 2 && numbers.getLast() - numbers.getFirst() == numbers.size() - 1
                ? numbers.getFirst() + "–" + numbers.getLast()
                : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
