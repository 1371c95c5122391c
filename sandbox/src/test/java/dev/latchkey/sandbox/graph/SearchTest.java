package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class SearchTest {

    private static final String QUOTE = "Quote for the spring campaign";
    private static final String LIFT = "Lift on the second floor";
    private static final String FAIR = "Are you at the trade fair next week?";
    private static final String WELCOME = "Welcome to your mailbox";
    private static final String OFFER = "Budget-Angebot für Müller";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void fill() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        adele.post("/me/messages", """
                {"subject": "%s", "importance": "high", "body": {"contentType": "html", "content": "<p>The <b>long</b> text</p>"},
                 "toRecipients": [{"emailAddress": {"name": "Alex Wilber", "address": "alex@contoso.example"}}],
                 "ccRecipients": [{"emailAddress": {"name": "Cora Thomas", "address": "cora@contoso.example"}}],
                 "bccRecipients": [{"emailAddress": {"name": "Bert", "address": "bert.b@contoso.example"}}],
                 "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "name": "api-catalog.md",
                                  "contentBytes": "%s"}]}""".formatted(OFFER, "QUJD".repeat(3_000)));
    }

    @Test
    void wordsArePartsOfSenderSubjectAndBody() {
        assertFinds("lift", LIFT);
        assertFinds("\"COFFEE\"", FAIR);
        assertFinds("\"jonas\"", FAIR);
        assertFinds("\"lif\"");
        assertFinds("\"lif*\"", LIFT);
        assertFinds("\"lift stairs\"", LIFT);
        assertFinds("\"müller - angebot\"", OFFER);
        assertFinds("\"\\\"second floor\\\"\"", LIFT);
        assertFinds("\"\\\"floor second\\\"\"");
        assertFinds("\"\\\"second flo*\\\"\"", LIFT);
        assertFinds("\"alex\"");
        assertFinds("\"unknown:jonas\"");
    }

    @Test
    void aPropertyRestrictsWhereTheyAre() {
        assertFinds("\"from:jonas\"", FAIR);
        assertFinds("\"from:jonas@margies-travel.example\"", FAIR);
        assertFinds("\"from=\\\"Jonas Keller\\\"\"", FAIR);
        assertFinds("\"to:alex\"", OFFER);
        assertFinds("\"cc:cora\"", OFFER);
        assertFinds("\"bcc:bert.b@contoso.example\"", OFFER);
        assertFinds("\"recipients:bert\"", OFFER);
        assertFinds("\"participants:keller\"", FAIR);
        assertFinds("\"subject:coffee\"");
        assertFinds("\"body:coffee\"", FAIR);
        assertFinds("\"body:\\\"long text\\\"\"", OFFER);
        assertFinds("\"attachment:api-catalog.md\"", OFFER);
        assertFinds("\"hasAttachments:true\"", OFFER);
        assertFinds("\"hasAttachment:true\"", OFFER);
        assertFinds("\"importance:high\"", OFFER);
        assertFinds("\"importance:medium\"", WELCOME, FAIR, LIFT, QUOTE);
        assertFinds("\"kind:email\"", OFFER, WELCOME, FAIR, LIFT, QUOTE);
        assertFinds("\"kind:meetings\"");
        assertFinds("\"subject<>lift AND importance:medium\"", WELCOME, FAIR, QUOTE);
    }

    @Test
    void operatorsJoinThem() {
        assertFinds("\"lift AND stairs\"", LIFT);
        assertFinds("\"lift or coffee\"");
        assertFinds("\"lift OR coffee\"", FAIR, LIFT);
        assertFinds("\"the NOT coffee\"", OFFER, LIFT, QUOTE);
        assertFinds("\"the -coffee -text\"", LIFT, QUOTE);
        assertFinds("\"NOT (the OR mailbox)\"");
        assertFinds("\"quote OR lift AND coffee\"", QUOTE);
        assertFinds("\"(quote OR lift) AND the\"", LIFT, QUOTE);
        assertFinds("\"subject:lift subject:quote\"", LIFT, QUOTE);
        assertFinds("\"subject:lift AND subject:quote\"");
        assertFinds("\"subject:lift from:facilities\"", LIFT);
        assertFinds("\"subject:(floor second)\"", LIFT);
        assertFinds("\"subject:(floor OR spring)\"", LIFT, QUOTE);
        assertFinds("\"from:jonas\" OR \"subject:lift\"", FAIR, LIFT);
        assertFinds("(lift OR quote) NOT stairs", QUOTE);
    }

    @Test
    void timesAndSizesAreComparedAndStandInRanges() {
        microsoft.client().moveClock(Duration.ofDays(400));
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        adele.sendMail("adele@contoso.example", "Today", "new");
        var today = LocalDate.ofInstant(
                Instant.parse(
                        adele.find("inbox", "Today").path("receivedDateTime").asString()),
                ZoneOffset.UTC);
        var american = today.format(DateTimeFormatter.ofPattern("MM/dd/yyyy"));

        for (var time : List.of(
                "received:" + today,
                "received:" + american,
                "received:today",
                "sent:today",
                "received>" + today.minusDays(1),
                "received>=" + today + "T00:00:00Z",
                "received:\\\"this year\\\" received>" + today.minusDays(300),
                "received:" + today.minusDays(3) + ".." + today)) {
            assertFinds("\"subject:today " + time + "\"", "Today", "Today");
        }
        for (var time : List.of(
                "received:yesterday",
                "sent<" + today,
                "received<>" + today,
                "received:\\\"last year\\\"",
                "received:" + today.minusDays(3) + ".." + today.minusDays(1))) {
            assertFinds("\"subject:today " + time + "\"");
        }
        assertFinds("\"received<=" + today.minusDays(300) + " size>9000\"", OFFER);
        assertFinds("\"size:9000..500000\"", OFFER);
        assertFinds("\"size<9000 subject:lift\"", LIFT);
        assertFinds("\"size<1\"");
    }

    @Test
    void theLastOnesSentStandFirstAndNoCountIsGiven() {
        var all = adele.get("/me/messages?$search=%22kind:email%22&$count=true&$top=2");
        assertThat(all.value()).hasSize(2);
        assertThat(all.json().has("@odata.count")).isFalse();
        var rest = adele.get(all.json().path("@odata.nextLink").asString()).value();
        assertThat(rest).extracting(SearchTest::subject).containsExactly(FAIR, LIFT);
        assertThat(adele.get("/me/messages/$count?$search=%22kind:email%22").text())
                .isEqualTo("5");
        assertThat(adele.get("/me/mailFolders/inbox/messages/$count?$search=lift")
                        .text())
                .isEqualTo("1");
    }

    @Test
    void whatIsNoSearchIsRefused() {
        for (var search : List.of(
                "from:jonas",
                "Config 0",
                "'lift'",
                "\"",
                "\"\"",
                "\" \"",
                "\"lift\\\"",
                "\"\\\"lift\"",
                "\"lift AND\"",
                "\"OR lift\"",
                "\"NOT\"",
                "\"(lift\"",
                "\"lift)(\"",
                "\"()\"",
                "\"from:\"",
                "\"from:*\"",
                "\"from:AND\"",
                "\"from>jonas\"",
                "\"received:soon\"",
                "\"received:02/31/2026\"",
                "\"received>=2026-01-01..2026-02-01\"",
                "\"received:(today)\"",
                "\"size:big\"",
                "\"size:1..2..3\"",
                "\"lift NEAR stairs\"",
                "(".repeat(50) + "lift" + ")".repeat(50),
                "\"" + "NOT ".repeat(900) + "lift\"",
                "\"" + "lift ".repeat(1_000) + "\"")) {
            var refused = adele.get("/me/messages?$search=" + MailApp.encoded(search));
            assertThat(refused.status()).as(search).isEqualTo(400);
            assertThat(refused.code()).as(search).isEqualTo("BadRequest");
            assertThat(refused.text()).as(search).contains("Syntax error");
        }
        assertThat(adele.get("/me/messages?$search=" + MailApp.encoded("subject:\"Revenue\""))
                        .json()
                        .path("error")
                        .path("message")
                        .asString())
                .isEqualTo("Syntax error: character ':' is not valid at position 7 in 'subject:\"Revenue\"'.");
    }

    private void assertFinds(String search, String... subjects) {
        assertThat(adele.get("/me/messages?$top=50&$search=" + MailApp.encoded(search))
                        .value())
                .as(search)
                .extracting(SearchTest::subject)
                .containsExactly(subjects);
    }

    private static String subject(JsonNode message) {
        return message.path("subject").asString();
    }
}
