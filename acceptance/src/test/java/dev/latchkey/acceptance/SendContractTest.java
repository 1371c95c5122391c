package dev.latchkey.acceptance;

import static dev.latchkey.acceptance.GraphContract.ADELE;
import static dev.latchkey.acceptance.GraphContract.ALEX;
import static dev.latchkey.acceptance.GraphContract.done;
import static dev.latchkey.acceptance.GraphContract.mail;
import static dev.latchkey.acceptance.GraphContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.graph.Attachment;
import dev.latchkey.microsoft.graph.Body;
import dev.latchkey.microsoft.graph.Header;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.microsoft.graph.OutgoingDraft;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our Graph client sends through the sandbox's Graph; they were written apart, by the same specification. */
@Timeout(30)
class SendContractTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private GraphContract microsoft = new GraphContract(SANDBOX.sandbox());

    @BeforeEach
    void newApplication() {
        microsoft = new GraphContract(SANDBOX.sandbox());
    }

    @Test
    void aDraftIsFoundByItsMarkerBeforeAndAfterItIsSent() {
        var adele = microsoft.mailbox(ADELE);

        var draft = done(adele.drafts().create(mail(ALEX, "Found again", "out_1")));
        assertThat(draft.isDraft()).isTrue();
        assertThat(done(adele.findByMarker("drafts", "out_1")))
                .extracting(Message::id)
                .containsExactly(draft.id());
        assertThat(done(adele.findByMarker("drafts", "out_2"))).isEmpty();
        assertThat(done(adele.message(draft.id())).marker()).isEqualTo("out_1");

        done(adele.drafts().send(draft.id()));

        assertThat(done(adele.findByMarker("drafts", "out_1"))).isEmpty();
        assertThat(done(adele.findByMarker("sentitems", "out_1")))
                .singleElement()
                .satisfies(sent -> {
                    assertThat(sent.id()).as("ids are immutable").isEqualTo(draft.id());
                    assertThat(sent.isDraft()).isFalse();
                });
        assertThat(microsoft.sent())
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).containsEntry("marker", "out_1"));
    }

    @Test
    void aDraftIsSentOnce() {
        var adele = microsoft.mailbox(ADELE);
        var draft = done(adele.drafts().create(mail(ALEX, "Once", null)));
        done(adele.drafts().send(draft.id()));

        refused(adele.drafts().send(draft.id()));

        assertThat(microsoft.sent()).hasSize(1);
    }

    @Test
    void aDraftCanBeRewrittenBeforeItIsSent() {
        var adele = microsoft.mailbox(ADELE);
        var draft = done(adele.drafts().create(mail(ALEX, "First", "out_1")));

        var updated = done(adele.drafts().update(draft.id(), mail(ALEX, "Second", "out_1")));

        assertThat(updated.id()).isEqualTo(draft.id());
        assertThat(done(adele.message(draft.id())).subject()).isEqualTo("Second");
        assertThat(done(adele.findByMarker("drafts", "out_1"))).hasSize(1);
    }

    @Test
    void aReplyFindsItsWayIntoTheConversation() {
        var adele = microsoft.mailbox(ADELE);
        var alex = microsoft.mailbox(ALEX);
        var draft = done(adele.drafts().create(mail(ALEX, "Question", null)));
        done(adele.drafts().send(draft.id()));
        var sentId = done(adele.message(draft.id())).internetMessageId();
        var received = received(alex, "Question");
        assertThat(received.internetMessageId()).isEqualTo(sentId);

        var reply = done(alex.drafts().createReply(received.id(), Body.html("<p>Answer</p>"), "out_2"));
        assertThat(reply.subject()).isEqualTo("RE: Question");
        assertThat(reply.to()).extracting(recipient -> recipient.address()).containsExactly(ADELE);
        assertThat(done(alex.findByMarker("drafts", "out_2"))).hasSize(1);
        done(alex.drafts().send(reply.id()));

        var answer = done(adele.message(received(adele, "RE: Question").id()));
        assertThat(answer.conversationId()).isEqualTo(draft.conversationId());
        assertThat(answer.body())
                .isNotNull()
                .satisfies(body -> assertThat(body.content()).contains("Answer"));
        assertThat(answer.headers())
                .filteredOn(header -> header.name().equalsIgnoreCase("In-Reply-To"))
                .extracting(Header::value)
                .containsExactly(sentId);
    }

    @Test
    void whoMayOnlySendSendsWithoutADraftAndReadsNothing() {
        var adele = microsoft.mailbox(ADELE, Set.of("Mail.Send", "User.Read"));
        var mime = "To: " + ALEX + "\r\nSubject: By MIME\r\nIn-Reply-To: <first@adventure-works.example>\r\n\r\nHi";

        done(adele.drafts().sendMail(mail(ALEX, "By JSON", "out_3"), List.of()));
        done(adele.drafts().sendMime(mime.getBytes(StandardCharsets.US_ASCII)));

        assertThat(refused(adele.drafts().create(mail(ALEX, "No", null))).status())
                .isEqualTo(403);
        assertThat(refused(adele.messages("inbox", 10, null)).is("ErrorAccessDenied"))
                .isTrue();
        var alex = microsoft.mailbox(ALEX);
        received(alex, "By JSON");
        assertThat(done(alex.message(received(alex, "By MIME").id())).headers())
                .contains(new Header("In-Reply-To", "<first@adventure-works.example>"));
        assertThat(microsoft.sent()).hasSize(2);
    }

    @Test
    void attachmentsTravel() {
        var adele = microsoft.mailbox(ADELE);
        var draft = done(adele.drafts().create(mail(ALEX, "With a file", null)));
        var content = new byte[100_000];
        content[99_999] = 7;
        done(adele.attachments(draft.id())
                .add(new Attachment.File("data.bin", "application/octet-stream", content, false, null)));
        done(adele.attachments(draft.id())
                .add(new Attachment.File("dot.png", "image/png", new byte[] {1}, true, "dot@1")));
        done(adele.drafts().send(draft.id()));

        var alex = microsoft.mailbox(ALEX);
        var received = received(alex, "With a file");
        assertThat(received.hasAttachments()).isTrue();
        var attachments = alex.attachments(received.id());
        var listed = done(attachments.list());
        assertThat(listed).extracting(Attachment::name).containsExactlyInAnyOrder("data.bin", "dot.png");
        assertThat(listed)
                .filteredOn(Attachment::isInline)
                .extracting(Attachment::contentId)
                .containsExactly("dot@1");
        var file = listed.stream().filter(each -> !each.isInline()).findFirst().orElseThrow();
        assertThat(file.kind()).isEqualTo("fileAttachment");
        assertThat(done(attachments.content(file.id(), 1 << 20))).isEqualTo(content);
        assertThat(refused(attachments.content(file.id(), 10)).is("TooLarge")).isTrue();
    }

    @Test
    void aTokenThatIsNoneIsRejected() {
        var stranger = microsoft.graph().mailbox(new AccessToken("not.a.token"));

        var error = refused(stranger.me());

        assertThat(error.tokenRejected()).isTrue();
        assertThat(error.claimsChallenge()).isFalse();
        assertThat(error.is("InvalidAuthenticationToken")).isTrue();
        assertThat(error.requestId()).isNotNull();
    }

    @Test
    void aDraftForNobodyIsRefused() {
        var adele = microsoft.mailbox(ADELE);
        var nobody = mail(ALEX, "To nobody", null);
        var draft = done(adele.drafts()
                .create(new OutgoingDraft(
                        List.of(), List.of(), List.of(), List.of(), nobody.subject(), nobody.body(), null, null)));

        assertThat(refused(adele.drafts().send(draft.id())).status()).isEqualTo(400);
        assertThat(microsoft.sent()).isEmpty();
    }

    private static Message received(MailboxClient mailbox, String subject) {
        return done(mailbox.messages("inbox", 50, null)).items().stream()
                .filter(message -> subject.equals(message.subject()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no '" + subject + "' in the inbox"));
    }
}
