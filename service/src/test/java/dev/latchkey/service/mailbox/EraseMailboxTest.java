package dev.latchkey.service.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.Subscription;
import dev.latchkey.microsoft.graph.Subscriptions;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EraseMailboxTest {

    private final DemoWorld world = DemoWorld.shared();
    private final EraseMailbox erase = world.service().bean(EraseMailbox.class);
    private final Mailboxes mailboxes = world.service().bean(Mailboxes.class);
    private final Transactions transactions = world.service().bean(Transactions.class);

    @Test
    void aMailboxThatIsConnectedAgainBeforeTheJobBeginsIsLeftAlone() {
        var mailbox = WatchedMailbox.connect("adele@adventure-works.example");
        var before = subscriptions(mailbox);

        erase.run(mailbox.workspace(), mailbox.id());

        assertThat(find(mailbox)).isTrue();
        assertThat(subscriptions(mailbox)).isNotEmpty().containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aMailboxThatIsConnectedAgainWhileTheJobRunsIsKeptAndSubscribedAnew() {
        var mailbox = WatchedMailbox.connect("adele@adventure-works.example");
        var ended = subscriptions(mailbox);

        erase.erase(mailbox.workspace(), mailbox.id(), ended);

        assertThat(find(mailbox)).isTrue();
        assertThat(mailbox.number("select count(*) from subscriptions where mailbox_id = :mailbox "
                        + "and graph_id is null and renew_at <= clock_timestamp() + interval '1 minute'"))
                .isEqualTo(ended.size());
        WatchedMailbox.connect("adele@adventure-works.example");
    }

    @Test
    void whoDisconnectsTwiceIsToldOnce() {
        var mailbox = WatchedMailbox.connect("adele@adventure-works.example");
        var before = mailbox.events(EventType.MAILBOX_DISCONNECTED).size();

        transactions.run(mailbox.workspace(), () -> {
            var found = mailboxes.find(mailbox.id()).orElseThrow();
            mailboxes.disconnect(found);
            mailboxes.disconnect(found);
        });

        assertThat(mailbox.events(EventType.MAILBOX_DISCONNECTED)).hasSize(before + 1);
        WatchedMailbox.connect("adele@adventure-works.example");
    }

    @Test
    void onlyTheSubscriptionsOfThisWorkspaceEnd() {
        var mailbox = WatchedMailbox.connect("alex@adventure-works.example");
        var ours = subscriptions(mailbox);
        var theirs = subscribe(mailbox);
        var graph = graph(mailbox);
        mailbox.sql("update mailboxes set status = 'disconnected' where id = '" + mailbox.id() + "'");

        erase.run(mailbox.workspace(), mailbox.id());

        assertThat(find(mailbox)).isFalse();
        assertThat(ids(graph)).contains(theirs).doesNotContainAnyElementsOf(ours);
    }

    /** Another program of ours, or another installation, watches the drafts. */
    private String subscribe(WatchedMailbox mailbox) {
        var here = world.service().at("/notifications/microsoft");
        var made = graph(mailbox)
                .create(new Subscription.Order(
                        "/me/mailFolders('drafts')/messages",
                        "created",
                        here,
                        here,
                        Instant.now().plus(Duration.ofHours(1)),
                        "theirs"));
        return switch (made) {
            case GraphReply.Done<Subscription>(var subscription) -> subscription.id();
            default -> throw new AssertionError(made.toString());
        };
    }

    private Subscriptions graph(WatchedMailbox mailbox) {
        var token = switch (world.service().bean(MailboxAccess.class).token(mailbox.workspace(), mailbox.id())) {
            case AccessReply.Fresh fresh -> fresh.token();
            case AccessReply other -> throw new AssertionError(other.toString());
        };
        return world.service().bean(Graph.class).mailbox(token).subscriptions();
    }

    private static List<String> ids(Subscriptions graph) {
        return switch (graph.list()) {
            case GraphReply.Done<List<Subscription>>(var all) ->
                all.stream().map(Subscription::id).toList();
            case GraphReply<List<Subscription>> other -> throw new AssertionError(other.toString());
        };
    }

    private List<String> subscriptions(WatchedMailbox mailbox) {
        return transactions.in(
                mailbox.workspace(),
                () -> world.service()
                        .bean(OwnSubscriptions.class)
                        .of(mailboxes.find(mailbox.id()).orElseThrow()));
    }

    private boolean find(WatchedMailbox mailbox) {
        return transactions.in(
                mailbox.workspace(), () -> mailboxes.find(mailbox.id()).isPresent());
    }
}
