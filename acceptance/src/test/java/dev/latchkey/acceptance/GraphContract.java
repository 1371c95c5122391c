package dev.latchkey.acceptance;

import dev.latchkey.microsoft.graph.Body;
import dev.latchkey.microsoft.graph.Delta;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.microsoft.graph.OutgoingDraft;
import dev.latchkey.microsoft.graph.Recipient;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.store.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mailboxes of the sandbox, each opened by its owner's consent. */
final class GraphContract {

    static final String ADELE = "adele@adventure-works.example";
    static final String ALEX = "alex@adventure-works.example";

    private final MicrosoftContract microsoft;
    private final Graph graph;

    GraphContract(Sandbox sandbox) {
        microsoft = new MicrosoftContract(sandbox);
        graph = new Graph(microsoft.cloud, sandbox.clock());
    }

    MailboxClient mailbox(String address) {
        return mailbox(address, MicrosoftContract.SEND_AND_READ);
    }

    MailboxClient mailbox(String address, Set<String> scopes) {
        return graph.mailbox(microsoft.connect(address, scopes).accessToken());
    }

    Graph graph() {
        return graph;
    }

    /** What was truly sent. */
    List<Ledger.Entry> sent() {
        return microsoft.sandbox.ledger().after(0, 10_000).stream()
                .filter(entry -> entry.kind().equals("send.accepted"))
                .toList();
    }

    static OutgoingDraft mail(String to, String subject, @Nullable String marker) {
        return new OutgoingDraft(
                List.of(Recipient.of(to)),
                List.of(),
                List.of(),
                List.of(),
                subject,
                Body.html("<p>Hello from a test</p>"),
                null,
                marker);
    }

    /** Everything since the link, and where to go on. */
    static Delta.Changes drain(MailboxClient mailbox, String folder, @Nullable String link, int pageSize) {
        var changed = new ArrayList<Message>();
        var removed = new ArrayList<String>();
        var next = link;
        for (var page = 0; page < 1_000; page++) {
            var changes = changes(mailbox.delta(folder, next, pageSize));
            changed.addAll(changes.changed());
            removed.addAll(changes.removed());
            if (changes.deltaLink() != null) {
                return new Delta.Changes(changed, removed, null, changes.deltaLink());
            }
            next = changes.nextLink();
        }
        throw new AssertionError("a delta without an end");
    }

    static Delta.Changes changes(GraphReply<Delta> reply) {
        return switch (done(reply)) {
            case Delta.Changes changes -> changes;
            case Delta.Resync resync -> throw new AssertionError(resync);
        };
    }

    static <T> T done(GraphReply<T> reply) {
        return switch (reply) {
            case GraphReply.Done<T>(var value) -> value;
            default -> throw new AssertionError(reply);
        };
    }

    static GraphError refused(GraphReply<?> reply) {
        return switch (reply) {
            case GraphReply.Refused<?>(var error) -> error;
            default -> throw new AssertionError(reply);
        };
    }
}
