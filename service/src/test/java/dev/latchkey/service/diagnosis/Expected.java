package dev.latchkey.service.diagnosis;

import dev.latchkey.sandbox.entra.ErrorPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A row of {@code expected.psv}: what a number has to come to.
 *
 * @param who who tries first, and who else where there is somebody
 * @param effects what is told on a pasted page, at the redirect, at the redemption and at a refresh
 */
record Expected(List<Integer> numbers, List<String> who, String cause, List<String> effects) {

    static final List<Expected> ALL = table("expected.psv").map(Expected::row).toList();

    static Expected of(int number) {
        return ALL.stream()
                .filter(row -> row.numbers().contains(number))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is expected of AADSTS" + number));
    }

    String effect(ErrorPlace place) {
        return switch (place) {
            case PAGE -> effects.get(0);
            case REDIRECT, SILENT -> effects.get(1);
            case REDEMPTION -> effects.get(2);
            case REFRESH -> effects.get(3);
            case DISCOVERY -> throw new IllegalArgumentException("nothing can be armed there");
        };
    }

    /** The cells of each row of a table beside this one. */
    static Stream<List<String>> table(String name) {
        try (var file = Objects.requireNonNull(Expected.class.getResourceAsStream("/diagnosis/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::strip)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expected row(List<String> cells) {
        return new Expected(
                Stream.of(cells.get(0).split(", ", -1))
                        .flatMapToInt(Expected::range)
                        .boxed()
                        .toList(),
                List.of(cells.get(1).split(" ", -1)),
                cells.get(2),
                cells.subList(3, cells.size()));
    }

    private static IntStream range(String cell) {
        var ends = cell.split("-", -1);
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
