package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The ordered maps behind all mailboxes. Each key begins with the key of its mailbox, so that a mailbox, a folder or a
 * day is a range; whatever is asked often has an index, and nothing is found by looking at everything.
 */
final class Tables {

    /** What the change log says of a message in a folder: its latest change there, or that it left. */
    record LogEntry(long item, int moves, boolean gone) {}

    /**
     * A mailbox that exists.
     *
     * @param epoch when its history began; another one after a reset
     */
    record Opened(String key, String epoch) {}

    private static final byte[] PRESENT = new byte[0];

    /** A message and its MIME have the same key. */
    private static final Shared<String> ITEM_KEYS = new Shared<>();

    /** Greater than every character in a key. */
    private static final String END = "~";

    final Store store;
    final LargeContents contents;
    final MVMap<String, Opened> mailboxes;
    final MVMap<String, Folder> folders;
    final MVMap<String, Message> messages;
    final MVMap<String, LogEntry> log;
    final MVMap<String, byte[]> mime;
    final MVMap<String, byte[]> index;
    final MVMap<String, Long> counters;
    private @Nullable Consumer<MailChange> listener;

    Tables(Store store, LargeContents contents) {
        this.store = store;
        this.contents = contents;
        mailboxes = store.map("mailboxes", Opened.class);
        folders = store.map("mail.folders", Folder.class);
        messages = store.map("mail.messages", Message.class);
        log = store.map("mail.log", LogEntry.class);
        mime = store.bytes("mail.mime");
        index = store.bytes("mail.index");
        counters = store.map("mail.counters", Long.class);
    }

    void onChange(Consumer<MailChange> changeListener) {
        listener = changeListener;
    }

    /** The next number of a sequence; called inside a change of the store. */
    long next(String counter) {
        var last = counters.get(counter);
        var next = last == null ? 1 : last + 1;
        counters.put(counter, next);
        return next;
    }

    long latest(String counter) {
        var last = counters.get(counter);
        return last == null ? 0 : last;
    }

    /**
     * Puts one message from one state to the next, with counts, indexes, change log and listeners: the only way in
     * which a message changes. Called inside a change of the store.
     *
     * @param before null for a new message
     * @param after null for one that goes
     */
    @Nullable
    Message write(Mailbox mailbox, @Nullable Message before, @Nullable Message after) {
        var stays = before != null
                && after != null
                && before.place().folder() == after.place().folder()
                && before.place().moves() == after.place().moves();
        if (before != null && !stays) {
            var left = next(mailbox.key());
            var place = before.place();
            log.put(key(mailbox.key(), place.folder(), left), new LogEntry(before.item(), place.moves(), true));
        }
        var written = after == null ? null : remember(mailbox, after);
        if (before != null) {
            forget(mailbox, before, written);
        }
        mailbox.folders().count(before, written);
        if (listener != null) {
            tell(listener, mailbox, before, written, stays);
        }
        return written;
    }

    /** First the message, then what leads to it, so that a reader at the same moment never meets a gap. */
    private Message remember(Mailbox mailbox, Message after) {
        var now = next(mailbox.key());
        var placed = after.at(after.place().changed(now), after.times().modified());
        messages.put(key(mailbox.key(), placed.item()), placed);
        keys(mailbox.key(), placed).forEach(key -> index.put(key, PRESENT));
        var entry = new LogEntry(placed.item(), placed.place().moves(), false);
        log.put(key(mailbox.key(), placed.place().folder(), now), entry);
        return placed;
    }

    private void forget(Mailbox mailbox, Message before, @Nullable Message after) {
        var outdated = keys(mailbox.key(), before);
        if (after != null) {
            outdated.removeAll(keys(mailbox.key(), after));
        }
        outdated.forEach(index::remove);
        log.remove(key(mailbox.key(), before.place().folder(), before.place().seq()));
        if (after == null) {
            messages.remove(key(mailbox.key(), before.item()));
            mime.remove(key(mailbox.key(), before.item()));
        }
    }

    private static void tell(
            Consumer<MailChange> listener,
            Mailbox mailbox,
            @Nullable Message before,
            @Nullable Message after,
            boolean stays) {
        if (stays && after != null) {
            listener.accept(new MailChange(
                    mailbox, MailChange.Kind.UPDATED, after.place().folder(), before, after));
            return;
        }
        if (before != null) {
            listener.accept(new MailChange(
                    mailbox, MailChange.Kind.DELETED, before.place().folder(), before, null));
        }
        if (after != null) {
            listener.accept(new MailChange(
                    mailbox, MailChange.Kind.CREATED, after.place().folder(), null, after));
        }
    }

    /** The index keys of a message. */
    private static List<String> keys(String mailbox, Message message) {
        var keys = new ArrayList<String>();
        var time = "%012x".formatted(Math.max(0, message.times().received().toEpochMilli()));
        keys.add(byTime(mailbox, 0) + time + number(message.item()));
        keys.add(byTime(mailbox, message.place().folder()) + time + number(message.item()));
        keys.add(byMessageId(mailbox, message.envelope().internetMessageId()) + number(message.item()));
        keys.add(byConversation(mailbox, message.threading().conversation()) + number(message.item()));
        message.properties().forEach((id, value) -> keys.add(byProperty(mailbox, id, value) + number(message.item())));
        return keys;
    }

    /** All messages of a folder in the order of their receipt; of the whole mailbox for folder 0. */
    static String byTime(String mailbox, int folder) {
        return mailbox + "/t/%08x/".formatted(folder);
    }

    static String byMessageId(String mailbox, String messageId) {
        return mailbox + "/i/" + digest(messageId) + "/";
    }

    static String byConversation(String mailbox, String conversation) {
        return mailbox + "/c/" + conversation + "/";
    }

    static String byProperty(String mailbox, String id, String value) {
        return mailbox + "/p/" + digest(id.toLowerCase(Locale.ROOT) + "\u0000" + value) + "/";
    }

    static String byAutomaticReply(String mailbox, long period, String sender) {
        return mailbox + "/a/%016x/".formatted(period) + digest(sender.toLowerCase(Locale.ROOT));
    }

    /** Whether nobody has asked with that key before; called inside a change of the store. */
    boolean isFirst(String key) {
        return index.putIfAbsent(key, PRESENT) == null;
    }

    static String key(String mailbox, long item) {
        return ITEM_KEYS.of(mailbox + "/" + number(item));
    }

    static String key(String mailbox, int folder) {
        return mailbox + "/%08x".formatted(folder);
    }

    static String key(String mailbox, int folder, long seq) {
        return mailbox + "/%08x/".formatted(folder) + number(seq);
    }

    /** The item that an index key ends with. */
    static long item(String indexKey) {
        return Long.parseLong(indexKey, indexKey.length() - 12, indexKey.length(), 16);
    }

    /** The keys that begin with the prefix. */
    static <V> Iterator<String> keys(MVMap<String, V> map, String prefix) {
        return within(map, prefix, prefix + END, false);
    }

    /** The keys from one to another; backward when the first is the greater. */
    static <V> Iterator<String> within(MVMap<String, V> map, String from, String to, boolean backward) {
        var cursor = map.cursor(from, to, backward);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public String next() {
                if (!cursor.hasNext()) {
                    throw new NoSuchElementException();
                }
                return cursor.next();
            }
        };
    }

    private static String number(long number) {
        return "%012x".formatted(number);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
