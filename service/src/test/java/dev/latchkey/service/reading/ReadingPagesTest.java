package dev.latchkey.service.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.messages.StoredMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The mailbox page, as its owner's browser gets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingPagesTest {

    private final DemoWorld world = DemoWorld.shared();
    private final WatchedMailbox mailbox = WatchedMailbox.connect("alex@adventure-works.example");

    @Test
    void thePageShowsFoldersAndMessagesNewestFirst() {
        mailbox.deliver("The older one");
        mailbox.arrived("inbox", "The older one");
        mailbox.deliver("The newer one");
        mailbox.arrived("inbox", "The newer one");

        var page = world.owner().open(page()).page();

        assertThat(page.select(".folders a").eachText()).anyMatch(text -> text.startsWith("Inbox"));
        assertThat(page.select(".folders a[aria-current=page]").text()).startsWith("Inbox");
        var subjects = page.select(".lines .subject").eachText();
        assertThat(subjects.indexOf("The newer one"))
                .isLessThan(subjects.indexOf("The older one"))
                .isNotNegative();
        assertThat(page.select("a[href=/mailboxes/" + mailbox.id() + "/compose]"))
                .hasSize(1);
    }

    @Test
    void thePageSpeaksSpanishToASpanishReader() throws Exception {
        var answer = world.ownerElsewhere().fetch(page(), Map.of("Accept-Language", "es"));
        assertThat(answer.body())
                .contains("lang=\"es\"", "Escribir un mensaje", "Carpetas")
                .doesNotContain("??");
        assertThat(world.owner().open(page()).page().html())
                .contains("Write a message")
                .doesNotContain("??");
    }

    @Test
    void anOpenedMessageIsReadInAFrameThatCanDoNothing() {
        mailbox.deliver("With a script", new Mail.Body(true, """
                <p onclick="alert(1)">Hello <b>you</b></p><script>alert(1)</script>
                <img src="https://tracker.example/pixel.gif"><a href="javascript:alert(1)">x</a>"""));
        var message = mailbox.arrived("inbox", "With a script");

        var pane = world.owner().open(page(message)).page();
        var frame = pane.selectFirst("iframe");
        assertThat(frame).isNotNull();
        assertThat(Objects.requireNonNull(frame).attr("sandbox")).doesNotContain("allow-scripts", "allow-same-origin");
        assertThat(pane.select("a[href$=reply_to=" + message.id() + "]")).hasSize(1);

        var body = world.owner().fetch(page(message, "/body"), Map.of());
        assertThat(body.body())
                .contains("Hello <b>you</b>", "Pictures from other servers are not loaded")
                .doesNotContain("<script", "onclick", "tracker.example", "javascript:");
        assertThat(body.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; img-src data:;")
                .contains("sandbox")
                .doesNotContain("allow-scripts", "allow-same-origin", "script-src");
    }

    @Test
    void textIsShownAsText() {
        mailbox.deliver("Plain", new Mail.Body(false, "1 < 2 & <script>alert(1)</script>\nnext line"));
        var body = world.owner().fetch(page(mailbox.arrived("inbox", "Plain"), "/body"), Map.of());
        assertThat(body.body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script");
    }

    @Test
    void openingMarksAsReadAndItCanBeUndone() {
        mailbox.deliver("Unread so far");
        var message = mailbox.arrived("inbox", "Unread so far");
        var owner = world.ownerElsewhere().open(page(message));
        assertThat(owner.page().select("form[hx-trigger=load] input[name=value][value=true]"))
                .hasSize(1);

        owner.press("Mark as read");
        assertThat(mailbox.now(message).orElseThrow().mail().marks().isRead()).isTrue();
        assertThat(mailbox.box()
                        .message(message.mail().graphId())
                        .orElseThrow()
                        .marks()
                        .read())
                .isTrue();

        owner.open(page(message)).press("Mark as unread");
        assertThat(mailbox.now(message).orElseThrow().mail().marks().isRead()).isFalse();
    }

    @Test
    @Timeout(60)
    void anOpenPageHearsOfNewMail() throws Exception {
        var answer = world.ownerElsewhere().stream(URI.create(page() + "/live"));
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("retry:");
            mailbox.deliver("Heard of at once");
            var line = lines.readLine();
            while (!"data: changed".equals(line)) {
                line = lines.readLine();
            }
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        var owner = world.ownerElsewhere();
        assertThat(owner.open(world.service().at("/mailboxes/mbx_unknown")).status())
                .isEqualTo(404);
        assertThat(owner.open(URI.create(page() + "/messages/msg_unknown")).status())
                .isEqualTo(404);
        assertThat(owner.open(URI.create(page() + "/messages/msg_unknown/body")).status())
                .isEqualTo(404);
        assertThat(owner.open(URI.create(page() + "?folder=fld_unknown")).status())
                .isEqualTo(404);
    }

    @Test
    void aStrangerIsSentToSignIn() {
        assertThat(new Visitor().open(page()).text()).contains("Sign in");
    }

    @Test
    void aMailboxThatMustBeConnectedAgainSaysSo() {
        mailbox.sql("update mailboxes set status = 'needs_reconnect' where id = '" + mailbox.id() + "'");
        try {
            assertThat(world.owner().open(page()).text())
                    .contains("This mailbox has to be connected again.", "To the email settings");
        } finally {
            mailbox.sql("update mailboxes set status = 'active' where id = '" + mailbox.id() + "'");
        }
    }

    private URI page() {
        return world.service().at("/mailboxes/" + mailbox.id());
    }

    private URI page(StoredMessage message) {
        return page(message, "");
    }

    private URI page(StoredMessage message, String rest) {
        return URI.create(page() + "/messages/" + message.id() + rest);
    }
}
