package dev.latchkey.sandbox.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ordered reads of one mailbox: by time of receipt, and through the indexes. */
public final class MessageLists {

    /**
     * Which messages, in the order of receipt.
     *
     * @param folder 0 for the whole mailbox
     * @param from the earliest time of receipt
     * @param to the latest time of receipt
     */
    public record Range(
            int folder,
            boolean newestFirst,
            @Nullable Instant from,
            @Nullable Instant to) {

        public static Range newestOf(int folder) {
            return new Range(folder, true, null, null);
        }
    }

    /**
     * Some of them.
     *
     * @param next where the next page begins; null at the end
     */
    public record Page(List<Message> messages, @Nullable String next) {}

    private static final String LAST = "~";

    private final Mailbox mailbox;
    private final Tables tables;

    MessageLists(Mailbox mailbox, Tables tables) {
        this.mailbox = mailbox;
        this.tables = tables;
    }

    /**
     * At most {@code limit} matching messages of the range.
     *
     * @param position what an earlier page gave as {@code next}
     */
    public Page page(Range range, Predicate<Message> matching, @Nullable String position, int limit) {
        var prefix = Tables.byTime(mailbox.key(), range.folder());
        var keys = keys(range, prefix, position);
        var page = new ArrayList<Message>();
        while (keys.hasNext()) {
            var key = keys.next();
            var message = mailbox.item(Tables.item(key)).filter(matching);
            if (message.isPresent()) {
                if (page.size() == limit) {
                    return new Page(page, key.substring(prefix.length()));
                }
                page.add(message.get());
            }
        }
        return new Page(page, null);
    }

    /** The position after so many messages of the range, found by counting in the tree; empty beyond the end. */
    public Optional<String> position(Range range, int skip) {
        var prefix = Tables.byTime(mailbox.key(), range.folder());
        var low = place(prefix + low(range));
        var high = place(prefix + high(range)) - 1;
        var wanted = range.newestFirst() ? high - skip : low + skip;
        return wanted < low || wanted > high
                ? Optional.empty()
                : Optional.ofNullable(tables.index.getKey(wanted)).map(key -> key.substring(prefix.length()));
    }

    public List<Message> byInternetMessageId(String messageId) {
        return indexed(Tables.byMessageId(mailbox.key(), messageId)).stream()
                .filter(message -> message.envelope().internetMessageId().equals(messageId))
                .toList();
    }

    /** By the conversation's id as clients see it. */
    public List<Message> byConversation(String conversationId) {
        return mailbox.ids()
                .conversation(conversationId)
                .map(conversation -> indexed(Tables.byConversation(mailbox.key(), conversation)))
                .orElse(List.of());
    }

    public List<Message> byProperty(String id, String value) {
        return indexed(Tables.byProperty(mailbox.key(), id, value));
    }

    List<Message> everything(int folder) {
        return indexed(Tables.byTime(mailbox.key(), folder));
    }

    private List<Message> indexed(String prefix) {
        var keys = new ArrayList<String>();
        Tables.keys(tables.index, prefix).forEachRemaining(keys::add);
        return mailbox.messages(keys);
    }

    private Iterator<String> keys(Range range, String prefix, @Nullable String position) {
        if (range.newestFirst()) {
            var from = position == null ? high(range) : position;
            return Tables.within(tables.index, prefix + from, prefix + low(range), true);
        }
        var from = position == null ? low(range) : position;
        return Tables.within(tables.index, prefix + from, prefix + high(range), false);
    }

    private long place(String key) {
        var found = tables.index.getKeyIndex(key);
        return found >= 0 ? found : -found - 1;
    }

    private static String low(Range range) {
        var from = range.from();
        return from == null ? "" : "%012x".formatted(Math.max(0, from.toEpochMilli()));
    }

    private static String high(Range range) {
        var to = range.to();
        return to == null ? LAST : "%012x".formatted(Math.max(0, to.toEpochMilli())) + LAST;
    }
}
