package dev.latchkey.service.incoming;

import static dev.latchkey.service.WatchedMailbox.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.events.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the sandbox's mailbox to the event log, with notifications and without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncTest {

    private final DemoWorld world = DemoWorld.shared();
    private final WatchedMailbox mailbox = WatchedMailbox.connect("adele@adventure-works.example");

    @Test
    void whatWasThereBeforeIsListedAndNotTold() {
        var before = mailbox.list("inbox").getLast();
        assertThat(mailbox.told(EventType.MESSAGE_RECEIVED, before)).isZero();
    }

    @Test
    void newMailIsToldOnce() {
        var delivered = mailbox.deliver("A first question");
        var message = mailbox.arrived("inbox", "A first question");

        assertThat(mailbox.told(EventType.MESSAGE_RECEIVED, message)).isEqualTo(1);
        assertThat(message.mail().internetMessageId())
                .isEqualTo(delivered.envelope().internetMessageId());
        var facts = mailbox.events(EventType.MESSAGE_RECEIVED).getLast().data();
        assertThat(facts.path("thread_id").stringValue()).startsWith("thr_");
        assertThat(facts.path("mailbox_id").stringValue()).isEqualTo(mailbox.id());
        assertThat(facts.path("from").path("address").stringValue()).isEqualTo("customer@elsewhere.example");
    }

    @Test
    void anAnswerToSentMailIsAReplyInItsThread() {
        var sent = mailbox.sendElsewhere("Offer for you");
        var offer = mailbox.arrived("sentitems", "Offer for you");
        mailbox.deliver("Re: Offer for you", header("In-Reply-To", sent), header("References", sent));

        var reply = mailbox.arrived("inbox", "Re: Offer for you");
        assertThat(reply.kind().wireName()).isEqualTo("reply");
        assertThat(mailbox.told(EventType.MESSAGE_REPLIED, reply)).isEqualTo(1);
        assertThat(mailbox.told(EventType.MESSAGE_RECEIVED, reply)).isEqualTo(1);
        assertThat(reply.threadId()).isEqualTo(offer.threadId());
    }

    @Test
    void bouncesAndAutomaticAnswersAreToldAsSuch() {
        mailbox.deliver("Undeliverable: x", header("X-MS-Exchange-Message-Is-Ndr", ""));
        mailbox.deliver("Automatic reply: x", header("Auto-Submitted", "auto-replied"));

        assertThat(mailbox.told(EventType.MESSAGE_BOUNCED, mailbox.arrived("inbox", "Undeliverable: x")))
                .isEqualTo(1);
        assertThat(mailbox.told(EventType.MESSAGE_AUTO_REPLIED, mailbox.arrived("inbox", "Automatic reply: x")))
                .isEqualTo(1);
    }

    @Test
    void whatAReaderChangesIsTold() {
        var delivered = mailbox.deliver("To be read");
        var message = mailbox.arrived("inbox", "To be read");

        mailbox.box().mark(delivered, delivered.marks().withRead(true));

        eventually(() -> mailbox.told(EventType.MESSAGE_UPDATED, message) == 1);
        assertThat(mailbox.now(message).orElseThrow().mail().marks().isRead()).isTrue();
    }

    @Test
    void whatIsMovedIsUpdatedAndWhatIsDeletedIsDeleted() {
        var box = mailbox.box();
        var moved = mailbox.deliver("To be filed");
        var deleted = mailbox.deliver("To be deleted");
        var destroyed = mailbox.deliver("To be destroyed");
        var movedHere = mailbox.arrived("inbox", "To be filed");
        var deletedHere = mailbox.arrived("inbox", "To be deleted");
        var destroyedHere = mailbox.arrived("inbox", "To be destroyed");

        box.move(moved, box.folders().get("archive").orElseThrow().number());
        box.delete(deleted);
        box.destroy(destroyed);

        eventually(() -> mailbox.told(EventType.MESSAGE_UPDATED, movedHere) == 1);
        eventually(() -> mailbox.told(EventType.MESSAGE_DELETED, deletedHere) == 1);
        eventually(() -> mailbox.told(EventType.MESSAGE_DELETED, destroyedHere) == 1);
        assertThat(mailbox.folderOf(movedHere)).isEqualTo("archive");
        assertThat(mailbox.folderOf(deletedHere)).isEqualTo("deleteditems");
        assertThat(mailbox.now(destroyedHere)).isEmpty();
    }

    @Test
    void manyAtOnceAreEachToldOnce() {
        for (var number = 0; number < 40; number++) {
            mailbox.deliver("Flood " + number);
        }
        eventually(() -> subjects("Flood ").size() >= 40);
        assertThat(subjects("Flood ")).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void afterADeadLinkNothingIsToldTwiceAndNothingIsMissed() {
        mailbox.deliver("Kept over the reset");
        var kept = mailbox.arrived("inbox", "Kept over the reset");
        var lost = mailbox.deliver("Destroyed during the reset");
        var lostHere = mailbox.arrived("inbox", "Destroyed during the reset");

        withForgedNotifications(() -> {
            mailbox.box().destroy(lost);
            mailbox.deliver("Came during the reset");
        });
        mailbox.sql("update folder_syncs set link = regexp_replace(link, 'token=.*', 'token=dead') where watched");
        sweep();

        var came = mailbox.arrived("inbox", "Came during the reset");
        eventually(() -> mailbox.told(EventType.MESSAGE_DELETED, lostHere) == 1);
        assertThat(mailbox.told(EventType.MESSAGE_RECEIVED, came)).isEqualTo(1);
        assertThat(mailbox.told(EventType.MESSAGE_RECEIVED, kept)).isEqualTo(1);
        assertThat(mailbox.now(kept)).isPresent();
        assertThat(mailbox.number("select max(round) from folder_syncs where mailbox_id = :mailbox"))
                .isGreaterThan(1);
    }

    @Test
    void aForgedNotificationMakesNoWorkAndTheSweepFindsWhatNobodyTold() {
        settled();
        var hints = hints();
        withForgedNotifications(() -> mailbox.deliver("Nobody told"));
        assertThat(hints()).isEqualTo(hints);
        assertThat(mailbox.find("inbox", "Nobody told")).isEmpty();

        sweep();

        assertThat(mailbox.told(EventType.MESSAGE_RECEIVED, mailbox.arrived("inbox", "Nobody told")))
                .isEqualTo(1);
    }

    @Test
    void aForgedEndOfASubscriptionMakesNoWork() {
        settled();
        var before = hints();
        var subscription = mailbox.text("select graph_id from subscriptions where mailbox_id = :mailbox limit 1");

        world.service()
                .bean(Hints.class)
                .take(List.of(
                        new Notice(subscription, "wrong", "subscriptionRemoved"), new Notice(subscription, "", null)));

        assertThat(hints()).isEqualTo(before);
    }

    @Test
    void aSubscriptionThatMicrosoftForgotIsMadeAnew() {
        mailbox.sql("update subscriptions set graph_id = 'gone-' || folder_id, renew_at = now()");
        world.service().bean(Sweep.class).run();

        eventually(() -> mailbox.number("select count(*) from subscriptions where mailbox_id = :mailbox "
                        + "and graph_id not like 'gone-%' and renew_at > now() + interval '4 days'")
                == 2);
        mailbox.deliver("After the renewal");
        mailbox.arrived("inbox", "After the renewal");
    }

    private static Mail.Header header(String name, String value) {
        return new Mail.Header(name, value);
    }

    private List<String> subjects(String start) {
        return mailbox.events(EventType.MESSAGE_RECEIVED).stream()
                .map(event -> event.data().path("subject").stringValue(""))
                .filter(subject -> subject.startsWith(start))
                .toList();
    }

    private long hints() {
        return mailbox.number("select sum(hint_seq) from folder_syncs where mailbox_id = :mailbox");
    }

    private void settled() {
        eventually(() -> mailbox.number("select count(*) from folder_syncs where mailbox_id = :mailbox "
                        + "and (hint_seq > synced_seq or lease_until is not null)")
                == 0);
    }

    /** What Microsoft posts meanwhile carries a {@code clientState} that is not ours. */
    private void withForgedNotifications(Runnable work) {
        mailbox.sql("update subscriptions set client_state_hash = 'x' || client_state_hash");
        var sent = notificationsSent();
        work.run();
        eventually(() -> notificationsSent() > sent);
        mailbox.sql("update subscriptions set client_state_hash = substr(client_state_hash, 2)");
    }

    private long notificationsSent() {
        return world.sandbox().ledger().after(0, 100_000).stream()
                .filter(entry -> entry.kind().equals("notification.sent"))
                .count();
    }

    private void sweep() {
        mailbox.sql("update folder_syncs set sweep_at = now() where watched");
        world.service().bean(Sweep.class).run();
    }
}
