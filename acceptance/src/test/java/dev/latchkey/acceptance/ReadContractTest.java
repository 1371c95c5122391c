package dev.latchkey.acceptance;

import static dev.latchkey.acceptance.GraphContract.ADELE;
import static dev.latchkey.acceptance.GraphContract.ALEX;
import static dev.latchkey.acceptance.GraphContract.changes;
import static dev.latchkey.acceptance.GraphContract.done;
import static dev.latchkey.acceptance.GraphContract.drain;
import static dev.latchkey.acceptance.GraphContract.mail;
import static dev.latchkey.acceptance.GraphContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.graph.Delta;
import dev.latchkey.microsoft.graph.FlagStatus;
import dev.latchkey.microsoft.graph.Folder;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.microsoft.graph.MessageChange;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our Graph client reads and tidies a mailbox of the sandbox. */
@Timeout(30)
class ReadContractTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private GraphContract microsoft = new GraphContract(SANDBOX.sandbox());

    @BeforeEach
    void newApplication() {
        microsoft = new GraphContract(SANDBOX.sandbox());
    }

    @Test
    void whoItIsAgreesWithTheDirectory() {
        var user = SANDBOX.sandbox().directory().userByAddress(ADELE).orElseThrow();

        var me = done(microsoft.mailbox(ADELE).me());

        assertThat(me.id()).isEqualTo(user.objectId());
        assertThat(me.mail()).isEqualToIgnoringCase(ADELE);
        assertThat(me.displayName()).isEqualTo(user.displayName());
    }

    @Test
    void foldersHaveStableIdsAndWellKnownNames() {
        var adele = microsoft.mailbox(ADELE);

        var folders = done(adele.folders());

        assertThat(folders).extracting(Folder::displayName).contains("Inbox", "Drafts", "Sent Items", "Deleted Items");
        var inbox = done(adele.folder("inbox"));
        assertThat(folders).extracting(Folder::id).contains(inbox.id());
        assertThat(done(adele.folder(inbox.id()))).isEqualTo(inbox);
        assertThat(refused(adele.folder("no-such-folder")).status()).isIn(400, 404);
    }

    @Test
    void aListIsReadPageByPageNewestFirst() {
        var adele = microsoft.mailbox(ADELE);
        for (var i = 1; i <= 5; i++) {
            send(adele, ALEX, "Mail " + i);
        }
        var alex = microsoft.mailbox(ALEX);

        var subjects = new ArrayList<@Nullable String>();
        String link = null;
        do {
            var page = done(alex.messages("inbox", 2, link));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(message -> subjects.add(message.subject()));
            link = page.nextLink();
        } while (link != null);

        assertThat(subjects)
                .startsWith("Mail 5", "Mail 4", "Mail 3", "Mail 2", "Mail 1")
                .doesNotHaveDuplicates();
    }

    @Test
    void aWholeMessageAndItsMimeTellTheSame() {
        send(microsoft.mailbox(ADELE), ALEX, "Wörter & <Zeichen>");
        var alex = microsoft.mailbox(ALEX);
        var listed = first(alex, "inbox");

        var message = done(alex.message(listed.id()));
        var mime = new String(done(alex.mime(listed.id(), 1 << 20)), StandardCharsets.UTF_8);

        assertThat(message.subject()).isEqualTo("Wörter & <Zeichen>");
        assertThat(Objects.requireNonNull(message.from()).address()).isEqualToIgnoringCase(ADELE);
        assertThat(message.to()).extracting(recipient -> recipient.address()).containsExactly(ALEX);
        assertThat(message.isRead()).isFalse();
        assertThat(message.partial()).isFalse();
        assertThat(message.headers()).extracting(header -> header.name()).contains("Message-ID");
        assertThat(mime).contains(Objects.requireNonNull(message.internetMessageId()));
        assertThat(done(alex.findByInternetMessageId(message.internetMessageId())))
                .extracting(Message::id)
                .containsExactly(message.id());
    }

    @Test
    void aMessageIsMarkedMovedAndDestroyed() {
        send(microsoft.mailbox(ADELE), ALEX, "To be tidied");
        var alex = microsoft.mailbox(ALEX);
        var id = first(alex, "inbox").id();

        var changed = done(alex.change(id, new MessageChange(true, FlagStatus.FLAGGED, List.of("Red category"))));
        assertThat(changed.isRead()).isTrue();
        assertThat(changed.flag()).isEqualTo(FlagStatus.FLAGGED);
        assertThat(changed.categories()).containsExactly("Red category");

        var moved = done(alex.move(id, "archive"));
        assertThat(moved.id()).as("ids are immutable").isEqualTo(id);
        assertThat(moved.parentFolderId())
                .isEqualTo(done(alex.folder("archive")).id());

        done(alex.delete(id));
        done(alex.delete(id));
        assertThat(refused(alex.message(id)).notFound()).isTrue();
        assertThat(refused(alex.message(id)).is("ErrorItemNotFound")).isTrue();
    }

    @Test
    void aDeltaTellsWhatCameChangedAndWent() {
        var adele = microsoft.mailbox(ADELE);
        var alex = microsoft.mailbox(ALEX);
        send(adele, ALEX, "Before 1");
        send(adele, ALEX, "Before 2");
        send(adele, ALEX, "Before 3");

        var all = drain(alex, "inbox", null, 2);
        assertThat(all.changed()).extracting(Message::subject).contains("Before 1", "Before 2", "Before 3");
        assertThat(all.removed()).isEmpty();

        send(adele, ALEX, "After");
        var came = drain(alex, "inbox", all.deltaLink(), 2);
        assertThat(came.changed()).extracting(Message::subject).containsExactly("After");
        var id = came.changed().getFirst().id();

        done(alex.change(id, MessageChange.read(true)));
        var changed = drain(alex, "inbox", came.deltaLink(), 2);
        assertThat(changed.changed()).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(id);
            assertThat(message.isRead()).isTrue();
        });

        done(alex.move(id, "archive"));
        var went = drain(alex, "inbox", changed.deltaLink(), 2);
        assertThat(went.removed()).containsExactly(id);
        assertThat(went.changed()).isEmpty();

        var quiet = drain(alex, "inbox", went.deltaLink(), 2);
        assertThat(quiet.changed()).isEmpty();
        assertThat(quiet.removed()).isEmpty();
    }

    @Test
    void aDeltaCanBeginToday() {
        var adele = microsoft.mailbox(ADELE);
        var alex = microsoft.mailbox(ALEX);
        send(adele, ALEX, "Old");
        SANDBOX.sandbox().clock().move(Duration.ofMinutes(10));

        var now = SANDBOX.sandbox().clock().instant();
        var begun = changes(alex.deltaSince("inbox", now, 50));
        assertThat(begun.changed()).isEmpty();
        send(adele, ALEX, "New");

        assertThat(drain(alex, "inbox", begun.deltaLink(), 50).changed())
                .extracting(Message::subject)
                .containsExactly("New");
    }

    @Test
    void aDeltaLinkThatIsNoneIsAResync() {
        var alex = microsoft.mailbox(ALEX);
        var link = Objects.requireNonNull(drain(alex, "inbox", null, 50).deltaLink());
        var broken = link.replaceAll("deltatoken=[^&]*", "deltatoken=gone");

        assertThat(broken).isNotEqualTo(link);
        assertThat(done(alex.delta("inbox", broken, 50))).isInstanceOf(Delta.Resync.class);
    }

    static void send(MailboxClient from, String to, String subject) {
        var draft = done(from.drafts().create(mail(to, subject, null)));
        done(from.drafts().send(draft.id()));
    }

    private static Message first(MailboxClient mailbox, String folder) {
        return done(mailbox.messages(folder, 1, null)).items().getFirst();
    }
}
