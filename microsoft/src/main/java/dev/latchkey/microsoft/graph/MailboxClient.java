package dev.latchkey.microsoft.graph;

import static dev.latchkey.microsoft.graph.GraphCalls.escape;
import static dev.latchkey.microsoft.graph.GraphCalls.literal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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
        return calls.get("/me?$select=id,displayName,mail,userPrincipalName", GraphJson::profile);
    }

    /** All folders, parents before their children, hidden ones left out; one call per folder that has children. */
    public GraphReply<List<Folder>> folders() {
        return new FolderTree(calls).read();
    }

    public GraphReply<Folder> folder(String idOrWellKnownName) {
        return calls.get(folderPath(idOrWellKnownName), GraphJson::folder);
    }

    /**
     * Newest first, without body and headers.
     *
     * @param pageSize 1 to 1,000
     * @param link of the page before; null for the first
     */
    public GraphReply<Page<Message>> messages(String folder, int pageSize, @Nullable String link) {
        if (link != null) {
            return calls.follow(link, null, MailboxClient::messagePage);
        }
        var query = "?$top=" + pageSize + "&$orderby=" + escape("receivedDateTime desc") + "&" + MessageJson.LEAN;
        return calls.get(folderPath(folder) + "/messages" + query, MailboxClient::messagePage);
    }

    /** One message with its body as HTML, its headers and our marker. */
    public GraphReply<Message> message(String messageId) {
        return calls.get(messagePath(messageId) + "?" + MessageJson.FULL, MessageJson::read);
    }

    /** The whole message as RFC 5322 text; refused here with the code {@code TooLarge} where it is longer than the limit. */
    public GraphReply<byte[]> mime(String messageId, long limit) {
        return calls.bytes(messagePath(messageId) + "/$value", limit);
    }

    /** Messages of that folder that carry the marker. */
    public GraphReply<List<Message>> findByMarker(String folder, String marker) {
        var filter = "singleValueExtendedProperties/any(ep: ep/id eq " + literal(MessageJson.MARKER)
                + " and ep/value eq " + literal(marker) + ")";
        return find(folderPath(folder) + "/messages", filter);
    }

    /** Messages of any folder with that Message-ID, angle brackets included. */
    public GraphReply<List<Message>> findByInternetMessageId(String internetMessageId) {
        return find("/me/messages", "internetMessageId eq " + literal(internetMessageId));
    }

    /**
     * What changed in the folder.
     *
     * @param link a nextLink or deltaLink of before; null for everything from the beginning
     * @param pageSize a wish; Graph may send fewer
     */
    public GraphReply<Delta> delta(String folder, @Nullable String link, int pageSize) {
        return delta(link == null ? calls.own(deltaPath(folder)).toString() : link, pageSize);
    }

    /**
     * Begins a delta that leaves out older mail, for mailboxes that are too full to be read from the beginning. The links
     * that come lead on through {@link #delta(String, String, int)}.
     *
     * @param since Graph carries at most 5,000 messages from after this
     */
    public GraphReply<Delta> deltaSince(String folder, Instant since, int pageSize) {
        var filter = escape("receivedDateTime ge " + since.truncatedTo(ChronoUnit.SECONDS));
        return delta(calls.own(deltaPath(folder) + "&$filter=" + filter).toString(), pageSize);
    }

    public GraphReply<Message> change(String messageId, MessageChange change) {
        return calls.patch(messagePath(messageId), MessageJson.change(change), MessageJson::read);
    }

    /** Moves to a folder, by id or well-known name; with immutable ids the id stays. */
    public GraphReply<Message> move(String messageId, String destination) {
        var body = JsonNodeFactory.instance.objectNode().put("destinationId", destination);
        return calls.post(messagePath(messageId) + "/move", body, MessageJson::read);
    }

    /** Moves to Deleted Items, or destroys what is there already. */
    public GraphReply<Accepted> delete(String messageId) {
        return calls.delete(messagePath(messageId));
    }

    private GraphReply<List<Message>> find(String path, String filter) {
        return calls.get(
                path + "?$filter=" + escape(filter) + "&$top=25&" + MessageJson.LEAN,
                json -> GraphJson.items(json, MessageJson::read));
    }

    private GraphReply<Delta> delta(String link, int pageSize) {
        var reply = calls.follow(link, pageSize, DeltaJson::page);
        return reply instanceof GraphReply.Refused<Delta>(var error) && DeltaJson.dead(error)
                ? new GraphReply.Done<>(new Delta.Resync(error.code()))
                : reply;
    }

    private static String deltaPath(String folder) {
        return folderPath(folder) + "/messages/delta?" + MessageJson.LEAN;
    }

    private static Page<Message> messagePage(JsonNode json) {
        return GraphJson.page(json, MessageJson::read);
    }

    private static String folderPath(String folder) {
        return "/me/mailFolders/" + escape(folder);
    }

    private static String messagePath(String messageId) {
        return "/me/messages/" + escape(messageId);
    }
}
