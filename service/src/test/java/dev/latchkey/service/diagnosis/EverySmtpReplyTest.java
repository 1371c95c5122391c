package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.db.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every reply of Exchange Online's SMTP server that is listed, pasted as it comes. */
class EverySmtpReplyTest {

    private record Row(List<String> who, String cause, String effect, String line) {

        static Row of(List<String> cells) {
            return new Row(List.of(cells.get(0).split(" ", -1)), cells.get(1), cells.get(2), cells.get(3));
        }
    }

    private static final List<Row> ROWS =
            Expected.table("expected_smtp.psv").map(Row::of).toList();

    @TestFactory
    Stream<DynamicTest> causeFixerAndEffectAre() {
        var api = DemoWorld.shared().api();
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.line(), () -> paste(api, row)));
    }

    private static void paste(ApiClient api, Row row) {
        var diagnosis =
                api.post("/v1/explain", Json.write(Map.of("text", row.line()))).json();

        assertThat(diagnosis.path("cause").asString()).isEqualTo(row.cause());
        assertThat(Stream.of("fixer", "also")
                        .map(who -> diagnosis.path(who).asString(""))
                        .filter(who -> !who.isEmpty()))
                .isEqualTo(row.who());
        assertThat(diagnosis.path("effect").asString()).isEqualTo(row.effect());
    }

    @Test
    void everyRowOfTheCatalogueAnswersOneOfThem() {
        var answered =
                ROWS.stream().map(row -> Finding.atSmtp(row.line()).note()).distinct();
        var listed = Catalogue.MICROSOFT.mail().replies().stream().map(Catalogue.SmtpRow::note);

        assertThat(answered).containsExactlyInAnyOrderElementsOf(listed.toList());
    }
}
