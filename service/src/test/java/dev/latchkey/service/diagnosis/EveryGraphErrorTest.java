package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every error of Graph that is listed, from Graph's answer to the problem document that the platform gets. */
class EveryGraphErrorTest {

    private static final String NONE = "-";

    private record Row(
            List<String> codes, int status, String words, List<String> who, String cause, String effect, int answer) {

        static Row of(List<String> cells) {
            return new Row(
                    List.of(cells.get(0).split(", ", -1)),
                    Integer.parseInt(cells.get(1)),
                    cells.get(2),
                    List.of(cells.get(3).split(" ", -1)),
                    cells.get(4),
                    cells.get(5),
                    Integer.parseInt(cells.get(6)));
        }
    }

    private static final List<Row> ROWS =
            Expected.table("expected_graph.psv").map(Row::of).toList();

    private static DemoWorld world;
    private static ApiClient api;
    private static String mime;

    @BeforeAll
    static void aMail() {
        world = DemoWorld.shared();
        api = world.api();
        var mailbox = WatchedMailbox.connect("alex@adventure-works.example");
        mailbox.deliver("Every error of Graph");
        var message = mailbox.arrived("inbox", "Every error of Graph");
        mime = "/v1/mailboxes/" + mailbox.id() + "/messages/" + message.id() + "/raw";
    }

    @Test
    void eachErrorOfTheCatalogueIsExpectedOnce() {
        assertThat(ROWS.stream().map(row -> row.codes() + " " + row.status() + " " + row.words()))
                .containsExactlyInAnyOrderElementsOf(Catalogue.MICROSOFT.graph().stream()
                        .map(row -> (row.codes().isEmpty() ? List.of(NONE) : row.codes()) + " " + row.status() + " "
                                + (row.words() == null ? NONE : row.words()))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> causeFixerAndEffectAre() {
        return ROWS.stream()
                .flatMap(row -> row.codes().stream()
                        .map(code -> DynamicTest.dynamicTest(code + " " + row.status(), () -> provoke(row, code))));
    }

    private static void provoke(Row row, String code) {
        var fault = new LinkedHashMap<String, Object>();
        fault.put("service", "GRAPH");
        fault.put("path", "/messages/[^/]+/\\$value");
        fault.put("status", row.status());
        fault.put("code", code.equals(NONE) ? "" : code);
        fault.put("message", row.words().equals(NONE) ? "Microsoft's words" : row.words() + " and more");
        // a token that Graph rejects is renewed, and the call made once more
        fault.put("times", row.status() == 401 ? 2 : 1);
        world.microsoft().orderFault(Json.write(fault));
        try {
            var answer = api.get(mime);
            assertThat(answer.status()).isEqualTo(row.answer());
            if (row.answer() != 404) {
                var diagnosis = answer.json().path("diagnosis");
                assertThat(diagnosis.path("cause").asString()).isEqualTo(row.cause());
                assertThat(Stream.of("fixer", "also")
                                .map(who -> diagnosis.path(who).asString(""))
                                .filter(who -> !who.isEmpty()))
                        .isEqualTo(row.who());
                assertThat(diagnosis.path("effect").asString()).isEqualTo(row.effect());
            }
            assertThat(api.get(mailbox()).json().path("status").asString()).isEqualTo("active");
        } finally {
            world.microsoft().forgetFaults();
        }
    }

    private static String mailbox() {
        return mime.substring(0, mime.indexOf("/messages/"));
    }
}
