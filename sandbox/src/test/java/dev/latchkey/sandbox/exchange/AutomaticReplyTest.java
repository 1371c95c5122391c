package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class AutomaticReplyTest {

    private static final String ALEX = "alex@contoso.example";
    private static final String COLLEAGUE = "adele@contoso.example";
    private static final String STRANGER = "adele@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Instant today;

    @BeforeEach
    void away() {
        today = microsoft.sandbox().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        away(today, today.plus(Duration.ofDays(7)));
    }

    @Test
    void theSenderHearsOnceThatSomebodyIsAway() {
        app(STRANGER).sendMail(ALEX, "Offer", "Interested?");
        app(STRANGER).sendMail(ALEX, "Offer again", "Still?");

        var reply = app(STRANGER).find("inbox", "Automatic reply: Offer");
        var offer = app(STRANGER).find("sentitems", "Offer");
        assertThat(reply.path("conversationId")).isEqualTo(offer.path("conversationId"));
        assertThat(reply.path("body").path("content").asString().strip()).isEqualTo("Back on Monday: 9 o'clock.");
        assertThat(mime(STRANGER, reply))
                .contains("Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", "Return-Path: <>")
                .contains("In-Reply-To: " + offer.path("internetMessageId").asString())
                .contains("References: " + offer.path("internetMessageId").asString());
        assertThat(replies(STRANGER)).hasSize(1);
        assertThat(app(ALEX).find("inbox", "Offer again")).isNotNull();
        assertThat(microsoft.sandbox().ledger().after(0, 100))
                .filteredOn(entry -> entry.kind().equals("reply.automatic"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("to", STRANGER)
                        .containsEntry(
                                "inReplyTo", offer.path("internetMessageId").asString()));
    }

    @Test
    void onlyWithinTheOrganizationDoesItKeepItsMessageClass() {
        app(COLLEAGUE).sendMail(ALEX, "Lunch", "At noon?");
        app(STRANGER).sendMail(ALEX, "Lunch", "At noon?");

        assertThat(messageClass(COLLEAGUE)).isEqualTo("IPM.Note.Rules.OofTemplate.Microsoft");
        assertThat(messageClass(STRANGER)).isEqualTo("IPM.Note");
    }

    @Test
    void aNewPeriodBeginsAnewAndOutsideOfOneNothingIsAnswered() {
        app(STRANGER).sendMail(ALEX, "First", "");
        microsoft.sandbox().clock().move(Duration.ofDays(8));
        app(COLLEAGUE).sendMail(ALEX, "Afterwards", "");
        assertThat(replies(COLLEAGUE)).isEmpty();

        away(today.plus(Duration.ofDays(9)), null);
        app(STRANGER).sendMail(ALEX, "Too early", "");
        assertThat(replies(STRANGER)).hasSize(1);

        microsoft.sandbox().clock().move(Duration.ofDays(1));
        app(STRANGER).sendMail(ALEX, "Second", "");
        assertThat(replies(STRANGER)).hasSize(2);

        patch("{\"automaticReply\": null}", 200);
        app(COLLEAGUE).sendMail(ALEX, "Third", "");
        assertThat(replies(COLLEAGUE)).isEmpty();
    }

    @Test
    void mailOfMachinesAndListsIsNeverAnswered() {
        for (var header : List.of(
                "Auto-Submitted: auto-replied",
                "X-Auto-Response-Suppress: DR, OOF, AutoReply",
                "X-Auto-Response-Suppress: All",
                "Precedence: bulk",
                "List-Id: <news.contoso.example>",
                "X-MS-Exchange-Message-Is-Ndr: yes")) {
            deliver(COLLEAGUE, header);
        }
        assertThat(replies(COLLEAGUE)).isEmpty();

        deliver(COLLEAGUE, "Auto-Submitted: no");
        deliver(STRANGER, "X-Auto-Response-Suppress: DR, RN, AutoReply");
        assertThat(replies(COLLEAGUE)).hasSize(1);
        assertThat(replies(STRANGER)).hasSize(1);
    }

    @Test
    void twoWhoAreAwayDoNotAnswerEachOther() {
        set(STRANGER, away(today.toString(), "null"), 200);

        app(STRANGER).sendMail(ALEX, "Are you there?", "");
        app(ALEX).sendMail("nobody@contoso.example", "Lost", "");
        app(ALEX).sendMail(ALEX, "To myself", "");

        assertThat(replies(STRANGER)).hasSize(1);
        assertThat(replies(ALEX)).isEmpty();
    }

    @Test
    void aPeriodThatMakesNoSenseIsRefused() {
        patch("{\"automaticReply\": {\"text\": \"Away\"}}", 400);
        patch(away("2026-11-24T00:00:00Z", "\"2026-11-23T00:00:00Z\""), 400);
        patch(away("soon", "null"), 400);
    }

    private static void away(Instant from, @Nullable Instant to) {
        patch(away(from.toString(), to == null ? "null" : "\"" + to + "\""), 200);
    }

    private static String away(String from, String to) {
        return "{\"automaticReply\": {\"text\": \"Back on Monday: 9 o'clock.\", \"from\": \"%s\", \"to\": %s}}"
                .formatted(from, to);
    }

    private static void patch(String settings, int status) {
        set(ALEX, settings, status);
    }

    private static void set(String address, String settings, int status) {
        assertThat(app(address)
                        .patch(microsoft.sandbox().address() + "/_sandbox/users/" + address, settings)
                        .status())
                .isEqualTo(status);
    }

    private static void deliver(String from, String header) {
        var field = header.split(": ", 2);
        assertThat(app(ALEX)
                        .post(microsoft.sandbox().address() + "/_sandbox/deliver", """
                                {"from": "%s", "to": "%s", "subject": "Hi", "text": "Hi", "headers": {"%s": "%s"}}
                                """.formatted(
                                        from, ALEX, field[0], field[1]))
                        .status())
                .isEqualTo(201);
    }

    private static List<JsonNode> replies(String address) {
        return app(address).get("/me/mailFolders/inbox/messages?$top=50").value().stream()
                .filter(message -> message.path("subject").asString().startsWith("Automatic reply: "))
                .toList();
    }

    private static String messageClass(String address) {
        var id = replies(address).getFirst().path("id").asString();
        return app(address)
                .get("/me/messages/" + id
                        + "?$expand=singleValueExtendedProperties($filter=id%20eq%20'String%200x001A')")
                .json()
                .path("singleValueExtendedProperties")
                .path(0)
                .path("value")
                .asString();
    }

    private static String mime(String address, JsonNode message) {
        return app(address)
                .get("/me/messages/" + message.path("id").asString() + "/$value")
                .text();
    }

    private static MailApp app(String address) {
        return MailApp.of(microsoft.sandbox(), address);
    }
}
