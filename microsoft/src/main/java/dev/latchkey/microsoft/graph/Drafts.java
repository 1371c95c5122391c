package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.Nullable;

/**
 * Writes and sends. {@code create} then {@code send} on the same id can be looked up after a crash (Mail.ReadWrite);
 * {@code sendMail} cannot, but needs Mail.Send alone.
 */
public final class Drafts {

    private final GraphCalls calls;

    Drafts(GraphCalls calls) {
        this.calls = calls;
    }

    /** Puts a draft into Drafts. */
    public GraphReply<Message> create(OutgoingDraft draft) {
        return calls.pending();
    }

    /** A draft that answers the sender; recipients, subject and threading are set by Exchange. */
    public GraphReply<Message> createReply(String messageId, Body body, @Nullable String marker) {
        return calls.pending();
    }

    /** A draft that answers the sender and all recipients. */
    public GraphReply<Message> createReplyAll(String messageId, Body body, @Nullable String marker) {
        return calls.pending();
    }

    /** Replaces what the draft says; the header of the marker stays as it was created. */
    public GraphReply<Message> update(String draftId, OutgoingDraft draft) {
        return calls.pending();
    }

    /** Sends a draft. A second send of the same draft is refused, for it is no draft any more. */
    public GraphReply<Accepted> send(String draftId) {
        return calls.pending();
    }

    /** Sends without a draft; the copy goes to Sent Items. */
    public GraphReply<Accepted> sendMail(OutgoingDraft draft) {
        return calls.pending();
    }

    /** Sends a whole RFC 5322 message, so that In-Reply-To and References can be ours. At most 3 MB. */
    public GraphReply<Accepted> sendMime(byte[] mime) {
        return calls.pending();
    }
}
