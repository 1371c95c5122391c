package dev.latchkey.sandbox.exchange;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a mailbox, without its MIME content.
 *
 * @param item its number in the mailbox, which never changes
 * @param properties the single-value extended properties that a client set, by id
 */
public record Message(
        long item,
        Place place,
        Times times,
        Envelope envelope,
        Threading threading,
        Summary summary,
        Marks marks,
        boolean draft,
        Map<String, String> properties) {

    /** When it was created, last changed and received; all in the mailbox's time. */
    public record Times(Instant created, Instant modified, Instant received) {

        /** Mail mostly comes in the second in which it was sent, and two of one time need one object. */
        static Times ofArrival(Instant now, Instant received, @Nullable Instant sent) {
            return new Times(now, now, sent != null && sent.equals(received) ? sent : received);
        }
    }

    /**
     * The conversation.
     *
     * @param conversation 32 hex digits
     * @param index the {@code Thread-Index} that the mail came with, in base64
     */
    public record Threading(String conversation, @Nullable String index) {}

    /** What lists show of the content. */
    public record Summary(String preview, boolean hasAttachments, int size) {}

    /** The {@code Thread-Index} in base64; a mail without one began its conversation. */
    public String threadIndex() {
        return threading.index() == null
                ? ThreadIndex.of(times.received(), threading.conversation())
                : threading.index();
    }

    Message at(Place other, Instant now) {
        return new Message(
                item,
                other,
                new Times(times.created, now, times.received),
                envelope,
                threading,
                summary,
                marks,
                draft,
                properties);
    }

    Message with(Envelope changed, Summary changedSummary) {
        return new Message(item, place, times, changed, threading, changedSummary, marks, draft, properties);
    }

    /** The same with other marks. */
    public Message with(Marks changed) {
        return new Message(item, place, times, envelope, threading, summary, changed, draft, properties);
    }

    /** The same with other extended properties. */
    public Message with(Map<String, String> changed) {
        return new Message(item, place, times, envelope, threading, summary, marks, draft, changed);
    }

    Message sentAt(Instant now) {
        return new Message(
                item,
                place,
                new Times(times.created, now, now),
                envelope.sentAt(now),
                threading,
                summary,
                marks.withRead(true),
                false,
                properties);
    }
}
