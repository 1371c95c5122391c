package dev.latchkey.service.diagnosis;

import dev.latchkey.service.diagnosis.Catalogue.ErrorRow;
import dev.latchkey.service.diagnosis.Catalogue.Facts;
import dev.latchkey.service.diagnosis.Catalogue.GraphRow;
import dev.latchkey.service.diagnosis.Catalogue.Mail;
import dev.latchkey.service.diagnosis.Catalogue.NumberRow;
import dev.latchkey.service.diagnosis.Catalogue.PageRow;
import dev.latchkey.service.diagnosis.Catalogue.SmtpRow;
import dev.latchkey.service.diagnosis.Catalogue.StatusRow;
import dev.latchkey.service.diagnosis.Cause.Effect;
import dev.latchkey.service.diagnosis.Cause.Fixer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the table: its first cell tells the kind of a row. */
final class CatalogueFile {

    private final Map<Cause, Facts> causes = new EnumMap<>(Cause.class);
    private final List<ErrorRow> errors = new ArrayList<>();
    private final List<NumberRow> numbers = new ArrayList<>();
    private final List<GraphRow> graph = new ArrayList<>();
    private final List<StatusRow> statuses = new ArrayList<>();
    private final List<SmtpRow> replies = new ArrayList<>();
    private final List<PageRow> pages = new ArrayList<>();

    private CatalogueFile() {}

    static Catalogue read(String resource) {
        try (var file = Objects.requireNonNull(CatalogueFile.class.getResourceAsStream(resource))) {
            var table = new CatalogueFile();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
            return table.catalogue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Catalogue catalogue() {
        return new Catalogue(causes, errors, numbers, graph, statuses, new Mail(replies, pages));
    }

    private void add(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        switch (cells[0]) {
            case "cause" -> causes.put(Cause.named(cells[1]), facts(cells));
            case "error" -> errors.add(error(cells));
            case "code" ->
                numbers.add(new NumberRow(
                        list(cells[1]).flatMap(CatalogueFile::range).toList(),
                        optional(cells[2]),
                        List.of(cells[3].split(" ", -1)),
                        Cause.named(cells[4])));
            case "graph" ->
                graph.add(new GraphRow(
                        list(cells[1]).toList(),
                        Integer.parseInt(cells[2]),
                        optional(cells[3]),
                        Cause.named(cells[4])));
            case "status" -> statuses.add(new StatusRow(cells[1], Cause.named(cells[2])));
            case "smtp" ->
                replies.add(new SmtpRow(cells[1], cells[2], cells[3], optional(cells[4]), Cause.named(cells[5])));
            case "page" -> pages.add(new PageRow(cells[1], Cause.named(cells[2])));
            default -> throw new IllegalArgumentException("an unknown kind of row: " + line);
        }
    }

    private static Facts facts(String[] cells) {
        var fixers = cells[2].split(" ", -1);
        return new Facts(
                fixer(fixers[0]), fixers.length == 1 ? null : fixer(fixers[1]), effect(cells[3]), optional(cells[4]));
    }

    private static ErrorRow error(String[] cells) {
        var effect = cells[5].equals("by_cause") ? null : effect(cells[5]);
        return new ErrorRow(cells[1], cells[2], cells[3], cells[4], effect, Cause.named(cells[6]));
    }

    private static Stream<String> list(String cell) {
        return cell.equals("-")
                ? Stream.of()
                : Arrays.stream(cell.split(",", -1)).map(String::strip);
    }

    /** {@code 80001-80014} is each of them. */
    private static Stream<Integer> range(String cell) {
        var ends = cell.split("-", -1);
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }

    private static Fixer fixer(String cell) {
        return Fixer.valueOf(cell.toUpperCase(Locale.ROOT));
    }

    private static Effect effect(String cell) {
        return Effect.valueOf(cell.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String optional(String cell) {
        return cell.isEmpty() || cell.equals("-") ? null : cell;
    }
}
