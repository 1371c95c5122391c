package dev.latchkey.sandbox.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InternetTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String PRIYA = "priya@relecloud.example";
    private static final Pattern MESSAGE = Pattern.compile("href=\"(/outlook/internet/message/[^\"/]+)\"");

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser browser;
    private MailApp adele;

    @BeforeEach
    void open() {
        browser = new Browser(microsoft.sandbox().address());
        adele = MailApp.of(microsoft.sandbox(), ADELE);
    }

    @Test
    void beforeAnythingHasLeftThePageSaysWhatWillArriveThere() {
        assertThat(browser.open("/outlook/").html()).contains("href=\"/outlook/internet\"");
        assertThat(browser.open("/outlook/internet").html())
                .contains("Nothing here yet", "relecloud.example", "Mail that left the sandbox")
                .doesNotContain("New mail");
    }

    @Test
    void mailToSomebodyOutsideIsReadThereAndTheReplyComesBackInItsThread() {
        adele.sendMail(PRIYA, "Order <1>", "We take it.");
        assertThat(browser.open("/outlook/internet").html())
                .contains("To " + PRIYA + ", from Adele Vance", "Order &lt;1&gt;", "title=\"1 unread\"");
        var path = first();
        assertThat(browser.open(path).html()).contains("We take it.", "<dt>Delivered to</dt><dd>" + PRIYA);
        var form = browser.open(path + "/reply");
        assertThat(form.html()).contains("Reply as " + PRIYA, "RE: Order &lt;1&gt;", "<label for=\"text\">");

        var sent = browser.submit(form, Map.of("text", "With pleasure."));

        assertThat(sent.html()).contains("Sent.", "RE: Order &lt;1&gt;");
        var reply = adele.find("inbox", "RE: Order <1>");
        var order = adele.find("sentitems", "Order <1>");
        assertThat(reply.path("from").path("emailAddress").path("address").asString())
                .isEqualTo(PRIYA);
        assertThat(reply.path("body").path("content").asString()).startsWith("With pleasure.");
        assertThat(reply.path("conversationId")).isEqualTo(order.path("conversationId"));
        assertThat(reply.path("internetMessageId").asString()).endsWith("@relecloud.example>");
        var id = order.path("internetMessageId").asString();
        assertThat(adele.get("/me/messages/" + reply.path("id").asString() + "/$value")
                        .text())
                .contains("In-Reply-To: " + id, "References: " + id, "Return-Path: <" + PRIYA + ">")
                .doesNotContain("Thread-Index");
    }

    @Test
    void eachRecipientOutsideGetsACopyWithoutBlindOnesAndTheListTellsThemApart() {
        adele.post("/me/sendMail", """
                {"message": {"subject": "Both", "toRecipients": [{"emailAddress": {"address": "one@example.com"}}],
                 "bccRecipients": [{"emailAddress": {"address": "Two@Example.org"}}]}}""");

        assertThat(microsoft.sandbox().ledger().after(0, 100))
                .filteredOn(entry -> entry.kind().equals("mail.left"))
                .extracting(entry -> entry.facts().get("to"))
                .containsExactly("one@example.com", "Two@Example.org");
        assertThat(browser.open("/outlook/internet").html())
                .containsSubsequence(
                        "To one@example.com, from Adele Vance",
                        "Delivered to <b>Two@Example.org</b>",
                        "To one@example.com, from Adele Vance",
                        "Delivered to <b>one@example.com</b>");
        assertThat(browser.open(first()).html())
                .contains("<dt>Delivered to</dt><dd>Two@Example.org")
                .doesNotContain("Bcc");
    }

    @Test
    void otherDomainsDoNotExistUntilTheyAreNamed() {
        adele.sendMail("customer@elsewhere.example", "Lost", "Hello");
        assertThat(adele.find("inbox", "Undeliverable: Lost")).isNotNull();

        var reach = microsoft.sandbox().address() + "/_sandbox/internet";
        assertThat(adele.patch(reach, "{\"domains\": [\"Elsewhere.example\"]}").status())
                .isEqualTo(200);
        adele.sendMail("customer@elsewhere.example", "Found", "Hello");
        adele.sendMail(PRIYA, "Gone", "Hello");

        assertThat(browser.open("/outlook/internet").html()).contains("Found").doesNotContain("Gone");
        assertThat(adele.find("inbox", "Undeliverable: Gone")).isNotNull();
        assertThat(adele.patch(reach, "{\"domains\": null}").status()).isEqualTo(400);
        assertThat(adele.get(reach).json().path("domains").path(0).asString()).isEqualTo("elsewhere.example");
    }

    @Test
    void whoIsAwayTellsThoseOutsideToo() {
        adele.patch(
                microsoft.sandbox().address() + "/_sandbox/users/" + ADELE,
                "{\"automaticReply\": {\"text\": \"Away\", \"from\": \"2020-01-01T00:00:00Z\"}}");
        adele.post(
                microsoft.sandbox().address() + "/_sandbox/deliver",
                "{\"from\": \"%s\", \"to\": \"%s\", \"subject\": \"Quote\", \"text\": \"Hi\"}".formatted(PRIYA, ADELE));

        assertThat(browser.open("/outlook/internet").html()).contains("Automatic reply: Quote");
    }

    @Test
    void anotherSiteCannotAnswerAndWhatIsGoneLeadsBack() {
        adele.sendMail(PRIYA, "Order", "Hello");

        assertThat(browser.post(first() + "/reply", "text=x", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(browser.open("/outlook/internet/message/x").status()).isEqualTo(404);
        assertThat(browser.open("/outlook/internet/message/x/reply").html()).contains("Mail that left the sandbox");
        assertThat(adele.get("/me/mailFolders/inbox/messages?$filter=subject%20eq%20'RE:%20Order'")
                        .value())
                .isEmpty();
    }

    private String first() {
        var link = MESSAGE.matcher(browser.open("/outlook/internet").html());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }
}
