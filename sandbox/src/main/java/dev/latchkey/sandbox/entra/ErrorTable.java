package dev.latchkey.sandbox.entra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code aadsts.txt}. A range of codes becomes one row for each, with the code added to the scenario's name.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Error codes</a>
 */
final class ErrorTable {

    static final List<ErrorCode> ALL = read();

    private ErrorTable() {}

    private static List<ErrorCode> read() {
        try (var stream = ErrorTable.class.getResourceAsStream("aadsts.txt")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(ErrorTable::rows)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ErrorCode> rows(String line) {
        var cells = List.of(line.split(" \\| ", 7));
        var range = cells.getFirst().split("-", 2);
        var first = Integer.parseInt(range[0]);
        return range.length == 1
                ? Stream.of(row(first, cells.get(1), cells))
                : IntStream.rangeClosed(first, Integer.parseInt(range[1]))
                        .mapToObj(code -> row(code, cells.get(1) + "-" + code, cells));
    }

    private static ErrorCode row(int code, String scenario, List<String> cells) {
        var places = Arrays.stream(cells.get(4).split(" ")).map(ErrorPlace::of).toList();
        return new ErrorCode(
                code, scenario, cells.get(2), present(cells.get(3)), places, present(cells.get(5)), cells.get(6));
    }

    private static @Nullable String present(String cell) {
        return cell.equals("-") ? null : cell;
    }
}
