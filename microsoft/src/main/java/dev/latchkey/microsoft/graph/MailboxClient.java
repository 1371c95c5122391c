package dev.latchkey.microsoft.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and tidies one mailbox. Folders are named by their id or by a well-known name such as {@code inbox},
 * {@code sentitems} or {@code drafts}.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/mail-api-overview">Outlook mail API</a>
 */
public final class MailboxClient {

    private final GraphCalls calls;

    MailboxClient(GraphCalls calls) {
        this.calls = calls;
    }

    /** Writing and sending. */
    public Drafts drafts() {
        return new Drafts(calls);
    }

    /** What hangs on that message. */
    public Attachments attachments(String messageId) {
        return new Attachments(calls, messageId);
    }

    /** Change notifications. */
    public Subscriptions subscriptions() {
        return new Subscriptions(calls);
    }

    /** Whose token it is. */
    public GraphReply<Profile> me() {
        return calls.pending();
    }

    /** All folders, parents before their children, hidden ones left out; one call per folder that has children. */
    public GraphReply<List<Folder>> folders() {
        return calls.pending();
    }

    public GraphReply<Folder> folder(String idOrWellKnownName) {
        return calls.pending();
    }

    /**
     * Newest first, without body and headers.
     *
     * @param pageSize 1 to 1,000
     * @param link of the page before; null for the first
     */
    public GraphReply<Page<Message>> messages(String folder, int pageSize, @Nullable String link) {
        return calls.pending();
    }

    /** One message with its body as HTML, its headers and our marker. */
    public GraphReply<Message> message(String messageId) {
        return calls.pending();
    }

    /** The whole message as RFC 5322 text; refused here with the code {@code TooLarge} where it is longer than the limit. */
    public GraphReply<byte[]> mime(String messageId, long limit) {
        return calls.pending();
    }

    /** Messages of that folder that carry the marker. */
    public GraphReply<List<Message>> findByMarker(String folder, String marker) {
        return calls.pending();
    }

    /** Messages of any folder with that Message-ID, angle brackets included. */
    public GraphReply<List<Message>> findByInternetMessageId(String internetMessageId) {
        return calls.pending();
    }

    /**
     * What changed in the folder.
     *
     * @param link a nextLink or deltaLink of before; null for everything from the beginning
     * @param pageSize a wish; Graph may send fewer
     */
    public GraphReply<Delta> delta(String folder, @Nullable String link, int pageSize) {
        return calls.pending();
    }

    public GraphReply<Message> change(String messageId, MessageChange change) {
        return calls.pending();
    }

    /** Moves to a folder, by id or well-known name; with immutable ids the id stays. */
    public GraphReply<Message> move(String messageId, String destination) {
        return calls.pending();
    }

    /** Moves to Deleted Items, or destroys what is there already. */
    public GraphReply<Accepted> delete(String messageId) {
        return calls.pending();
    }
}
