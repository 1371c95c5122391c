package dev.latchkey.service.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Writing and watching the outbox, as a person does, against the sandbox. */
class ComposeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DemoWorld world = DemoWorld.shared();
    private final String mailbox = world.connect("adele@adventure-works.example");
    private final Visitor owner = world.ownerElsewhere();
    private final String subject = Ids.random("subject");

    @Test
    void whatIsWrittenLeavesAndTheOutboxSaysSo() throws InterruptedException {
        owner.open(page("compose"))
                .press("Send", Map.of("to", "Alex <alex@contoso.example>", "subject", subject, "text", "Hello, Alex."));

        assertThat(owner.address().getPath()).isEqualTo("/mailboxes/" + mailbox);
        assertThat(owner.page().select("[role=status]").text()).contains("Your mail is on its way");
        awaitOutbox("Sent");
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void theSameFormTwiceIsOneMail() throws InterruptedException {
        owner.open(page("compose"));
        var typed = new HashMap<String, String>();
        owner.page()
                .select("form[action*=compose] input[type=hidden]")
                .forEach(input -> typed.put(input.attr("name"), input.val()));
        typed.putAll(Map.of("to", "alex@contoso.example", "cc", "", "bcc", "", "subject", subject, "text", "Twice?"));

        owner.post(page("compose"), typed);
        owner.post(page("compose"), typed);

        awaitOutbox("Sent");
        assertThat(owner.open(page("outbox")).page().select("td:contains(" + subject + ")"))
                .hasSize(1);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void anAnswerStaysInItsThread() {
        var watched = WatchedMailbox.connect("adele@adventure-works.example");
        watched.deliver(subject);
        var original = watched.arrived("inbox", subject);

        owner.open(page("compose?reply_to=" + original.id()));
        assertThat(owner.page().select("[name=to]").val()).contains("customer@elsewhere.example");
        assertThat(owner.page().select("[name=subject]").val()).isEqualTo("RE: " + subject);
        assertThat(owner.page().select("blockquote").text()).contains("Text of " + subject);
        owner.press("Send", Map.of("text", "Gladly."));

        var sent = watched.arrived("sentitems", "RE: " + subject);
        var copy = watched.box()
                .lists()
                .byInternetMessageId(Objects.requireNonNull(sent.mail().internetMessageId()))
                .getFirst();
        assertThat(new String(watched.box().mime(copy), StandardCharsets.UTF_8))
                .contains("In-Reply-To: " + original.mail().internetMessageId());
        assertThat(sent.threadId()).isEqualTo(original.threadId());
    }

    @Test
    void eachFlawIsShownAtItsFieldAndNothingTypedIsLost() {
        owner.open(page("compose"))
                .press("Send", Map.of("to", "alex", "cc", "kim@b", "subject", subject, "text", "Keep this."));

        assertThat(owner.status()).isEqualTo(422);
        assertThat(owner.page().select("#to-flaw").text()).contains("alex@contoso.example");
        assertThat(owner.page().select("#cc-flaw").text()).contains("kim@b");
        assertThat(owner.page().select("[name=to]").val()).isEqualTo("alex");
        assertThat(owner.page().select("[name=text]").val()).isEqualTo("Keep this.");
        assertThat(owner.page().select("[name=to]").attr("aria-invalid")).isEqualTo("true");
    }

    @Test
    void pagesOfOtherMailboxesDoNotExist() {
        assertThat(owner.open(world.service().at("/mailboxes/mbx_none/compose")).status())
                .isEqualTo(404);
        assertThat(owner.open(world.service().at("/mailboxes/mbx_none/outbox")).status())
                .isEqualTo(404);
        assertThat(owner.open(page("compose?reply_to=msg_none")).status()).isEqualTo(404);
    }

    @Test
    void whatIsScheduledCanBeCancelledOnThePage() {
        var tomorrow = Instant.now().plus(Duration.ofDays(1));
        world.api().post("/v1/mailboxes/" + mailbox + "/messages", """
                {"to": ["alex@contoso.example"], "subject": "%s", "send_at": "%s"}
                """.formatted(subject, tomorrow));

        assertThat(status()).startsWith("Scheduled");
        owner.press("Cancel");

        assertThat(owner.text()).contains("It was cancelled and will not be sent.");
        assertThat(status()).startsWith("Cancelled");
        assertThat(accepted()).isZero();
    }

    private URI page(String name) {
        return world.service().at("/mailboxes/" + mailbox + "/" + name);
    }

    private String status() {
        return owner.open(page("outbox"))
                .page()
                .select("tr:contains(" + subject + ") td")
                .get(3)
                .text();
    }

    private void awaitOutbox(String status) throws InterruptedException {
        var giveUp = Instant.now().plus(PATIENCE);
        while (!status().startsWith(status) && Instant.now().isBefore(giveUp)) {
            Thread.sleep(50);
        }
        assertThat(status()).startsWith(status);
    }

    /** How often Microsoft's side took this mail, by its own ledger. */
    private long accepted() {
        return world.sandbox().ledger().after(0, 1_000_000).stream()
                .filter(entry -> entry.kind().equals("send.accepted"))
                .filter(entry -> subject.equals(entry.facts().get("subject")))
                .count();
    }
}
