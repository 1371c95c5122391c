package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Delta;
import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.MailboxCalls;
import dev.latchkey.service.mailbox.MailboxReply;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks Microsoft for what a page of a delta leaves open: headers of new mail, whole rows for partial ones, where removed ones went. */
@Component
final class Gatherer {

    /** Microsoft allows four calls at a time to a mailbox; two are left to sending and to people who read. */
    private static final int AT_ONCE = 2;

    private static final int MISSED_AT_ONCE = 50;

    private final Transactions transactions;
    private final Messages messages;
    private final MailboxCalls calls;

    Gatherer(Transactions transactions, Messages messages, MailboxCalls calls) {
        this.transactions = transactions;
        this.messages = messages;
        this.calls = calls;
    }

    MailboxReply<Gathered> gather(Lease lease, Delta.Changes page) {
        var changed = new LinkedHashMap<String, Message>();
        page.changed().forEach(message -> changed.put(message.id(), message));
        var removed = new LinkedHashSet<>(page.removed());
        var ids = new HashSet<>(removed);
        ids.addAll(changed.keySet());
        var known = transactions.in(lease.workspace(), () -> messages.known(lease.mailboxId(), ids));

        var open = new LinkedHashSet<String>();
        changed.values().stream()
                .filter(message -> message.partial()
                        || (!known.containsKey(message.id()) && lease.arrived(GraphMail.time(message))))
                .forEach(message -> open.add(message.id()));
        removed.stream().filter(id -> wasHere(lease, known.get(id))).forEach(open::add);
        return fetch(lease, open, removed)
                .map(found -> Gathered.of(List.copyOf(changed.values()), removed, found.messages(), found.gone()));
    }

    /** Known messages of the folder that a whole round did not meet, some at a time. */
    List<StoredMessage> missed(Lease lease) {
        return transactions.in(
                lease.workspace(), () -> messages.missedBy(lease.folderId(), lease.round(), MISSED_AT_ONCE));
    }

    /** Where such messages are now. */
    MailboxReply<Gathered> whereabouts(Lease lease, Collection<StoredMessage> missed) {
        var ids = new LinkedHashSet<String>();
        missed.forEach(message -> ids.add(message.mail().graphId()));
        return fetch(lease, ids, ids).map(found -> Gathered.of(List.of(), ids, found.messages(), found.gone()));
    }

    private static boolean wasHere(Lease lease, @Nullable StoredMessage known) {
        return known != null && known.folderId().equals(lease.folderId());
    }

    private record Found(Map<String, Message> messages, Set<String> gone) {}

    /** @param left those that are no longer in the folder: what can't be read of them is gone */
    private MailboxReply<Found> fetch(Lease lease, Set<String> ids, Set<String> left) {
        var found = new Found(new HashMap<>(), new HashSet<>());
        if (ids.isEmpty()) {
            return new MailboxReply.Done<>(found);
        }
        for (var answer : fetchAll(lease, List.copyOf(ids)).entrySet()) {
            switch (answer.getValue()) {
                case MailboxReply.Done<Message>(var message) -> found.messages().put(answer.getKey(), message);
                case MailboxReply.Refused<Message>(var error) -> {
                    // with Mail.ReadBasic the whole message is out of reach: its row has to do
                    if (error.notFound() || left.contains(answer.getKey())) {
                        found.gone().add(answer.getKey());
                    }
                }
                case MailboxReply<Message> other -> {
                    return other.map(message -> found);
                }
            }
        }
        return new MailboxReply.Done<>(found);
    }

    private Map<String, MailboxReply<Message>> fetchAll(Lease lease, List<String> ids) {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var waiting = new LinkedHashMap<String, Future<MailboxReply<Message>>>();
            for (var id : ids) {
                Callable<MailboxReply<Message>> call =
                        () -> calls.call(lease.workspace(), lease.mailboxId(), client -> client.message(id));
                waiting.put(id, pool.submit(call));
            }
            var answers = new LinkedHashMap<String, MailboxReply<Message>>();
            for (var entry : waiting.entrySet()) {
                answers.put(entry.getKey(), entry.getValue().get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while messages were fetched", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a message could not be fetched", e.getCause());
        }
    }
}
