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

class OutlookTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ALEX = "alex@contoso.example";
    private static final Pattern MESSAGE = Pattern.compile("href=\"(/outlook/[^\"]+/message/[^\"/]+)\"");

    private Browser browser;
    private MailApp adele;

    @BeforeEach
    void open() {
        browser = new Browser(microsoft.sandbox().address());
        adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example");
    }

    @Test
    void aReplyFromThePageReachesTheSenderInItsThread() {
        adele.sendMail(ALEX, "Offer <b>", "Interested?");
        var inbox = browser.open("/outlook/" + ALEX);
        assertThat(inbox.html()).contains("Offer &lt;b&gt;", "Interested?", "Simulation", "title=\"3 unread\"");
        var path = first(inbox);
        var message = browser.open(path);
        assertThat(message.html()).contains("adele@adventure-works.example", "Message-ID");
        assertThat(browser.open("/outlook/" + ALEX).html()).contains("title=\"2 unread\"");

        var sent = browser.submit(browser.open(path + "/reply"), Map.of("text", "Yes, please."));

        assertThat(sent.html()).contains("Sent.", "RE: Offer &lt;b&gt;");
        var answer = adele.find("inbox", "RE: Offer <b>");
        var offer = adele.find("sentitems", "Offer <b>");
        assertThat(answer.path("conversationId")).isEqualTo(offer.path("conversationId"));
        assertThat(adele.get("/me/messages/" + answer.path("id").asString() + "/$value")
                        .text())
                .contains("In-Reply-To: " + offer.path("internetMessageId").asString())
                .contains("References: " + offer.path("internetMessageId").asString());
        assertThat(answer.path("body").path("content").asString()).startsWith("Yes, please.");
    }

    @Test
    void aNewMailGoesToWhomItIsAddressed() {
        var form = browser.open("/outlook/" + ALEX + "/new");
        var refused = browser.submit(form, Map.of("to", "not an address", "subject", "S", "text", "kept text"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.html()).contains("at least one address", "kept text");

        browser.submit(
                form, Map.of("to", "Adele <adele@adventure-works.example>", "subject", "Fresh", "text", "Hello"));

        assertThat(adele.find("inbox", "Fresh")
                        .path("from")
                        .path("emailAddress")
                        .path("address")
                        .asString())
                .isEqualTo(ALEX);
    }

    @Test
    void theHtmlOfStrangersIsShownInAFrameThatCanDoNothing() {
        adele.post("/me/sendMail", """
                {"message": {"subject": "Evil", "body": {"contentType": "html", "content": "<script>alert(1)</script>Hi"},
                 "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}]}}""");
        var path = first(browser.open("/outlook/" + ALEX));

        var page = browser.open(path);
        var body = browser.open(path + "/body");

        assertThat(page.html()).doesNotContain("<script>alert").contains("<iframe class=\"body\" sandbox");
        assertThat(body.html()).contains("Hi");
        assertThat(body.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("default-src 'none'", "sandbox")
                .doesNotContain("allow-scripts");
    }

    @Test
    void anotherSiteCannotMakeABrowserSend() {
        var form = "to=adele%40adventure-works.example&subject=Forged&text=x";
        for (var header : new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://evil.example"}}) {
            var page = browser.post("/outlook/" + ALEX + "/new", form, header);
            assertThat(page.status()).isEqualTo(403);
        }
        assertThat(adele.get("/me/messages?$filter=subject%20eq%20'Forged'").value())
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidAndTheMailboxesAreListed() {
        for (var path : new String[] {
            "/outlook/nobody@x.example", "/outlook/" + ALEX + "/nothing", "/outlook/" + ALEX + "/message/x"
        }) {
            var page = browser.open(path);
            assertThat(page.status()).as(path).isEqualTo(404);
            assertThat(page.html()).contains("role=\"alert\"", "/outlook/" + ALEX);
        }
        assertThat(browser.open("/outlook/").html())
                .contains("adele@contoso.example")
                .doesNotContain("megan@woodgrove.example");
    }

    private static String first(Browser.Page page) {
        var link = MESSAGE.matcher(page.html());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }
}
