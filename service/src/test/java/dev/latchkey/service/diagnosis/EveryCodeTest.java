package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.ErrorCode;
import dev.latchkey.sandbox.entra.ErrorPlace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every code that the sandbox can answer with, at every place where it can happen, from Microsoft's answer to what is told
 * and what becomes of the link or mailbox. {@code expected.psv} says what has to come of it.
 */
class EveryCodeTest {

    private static Provocation provocation;

    @BeforeAll
    static void aMemberWithAMailbox() {
        provocation = new Provocation();
    }

    @AfterAll
    static void without() {
        provocation.end();
    }

    @Test
    void eachCodeIsExpectedOnceAndWhereItCanHappen() {
        var expected =
                Expected.ALL.stream().flatMap(row -> row.numbers().stream()).toList();
        assertThat(expected)
                .containsExactlyInAnyOrderElementsOf(
                        codes().map(ErrorCode::code).toList());
        assertThat(codes()).allSatisfy(code -> {
            var row = Expected.of(code.code());
            assertThat(row.effect(ErrorPlace.PAGE).equals("-")).isNotEqualTo(has(code, ErrorPlace.PAGE));
            assertThat(row.effect(ErrorPlace.REDIRECT).equals("-"))
                    .isNotEqualTo(has(code, ErrorPlace.REDIRECT) || has(code, ErrorPlace.SILENT));
            assertThat(row.effect(ErrorPlace.REDEMPTION).equals("-")).isNotEqualTo(has(code, ErrorPlace.REDEMPTION));
            assertThat(row.effect(ErrorPlace.REFRESH).equals("-")).isNotEqualTo(has(code, ErrorPlace.REFRESH));
        });
    }

    @TestFactory
    Stream<DynamicContainer> causeFixerAndEffectAre() {
        return Stream.of(ErrorPlace.values())
                .filter(place -> place != ErrorPlace.DISCOVERY)
                .map(place -> DynamicContainer.dynamicContainer(
                        place.name(), codes().filter(code -> has(code, place)).map(code -> test(code, place))));
    }

    private static DynamicTest test(ErrorCode code, ErrorPlace place) {
        return DynamicTest.dynamicTest(code.code() + " " + code.scenario(), () -> {
            var expected = Expected.of(code.code());
            var told = provocation.told(code, place);

            var diagnosis = told.diagnosis();
            assertThat(diagnosis.path("cause").asString()).isEqualTo(expected.cause());
            assertThat(diagnosis.path("codes").toString()).isEqualTo("[" + code.code() + "]");
            assertThat(Stream.of("fixer", "also")
                            .map(who -> diagnosis.path(who).asString(""))
                            .filter(who -> !who.isEmpty()))
                    .isEqualTo(expected.who());
            assertThat(diagnosis.path("effect").asString()).isEqualTo(expected.effect(place));
            assertThat(told.status()).isEqualTo(status(place, expected));
        });
    }

    /** Of the link, or of the mailbox that was refreshed. */
    private static String status(ErrorPlace place, Expected expected) {
        return switch (place) {
            case PAGE -> "at_microsoft";
            case REDIRECT, SILENT, REDEMPTION ->
                expected.cause().equals("approval_required") ? "waiting_for_approval" : "failed";
            case REFRESH -> expected.effect(place).equals("reconnect") ? "needs_reconnect" : "active";
            case DISCOVERY -> throw new IllegalArgumentException("nothing can be armed there");
        };
    }

    private static Stream<ErrorCode> codes() {
        return ErrorCode.all().stream().filter(code -> !code.places().equals(List.of(ErrorPlace.DISCOVERY)));
    }

    private static boolean has(ErrorCode code, ErrorPlace place) {
        return code.places().contains(place);
    }
}
