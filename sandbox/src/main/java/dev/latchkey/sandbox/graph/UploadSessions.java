package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Content;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.LargeContents;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.Unverified;
import dev.latchkey.sandbox.store.Randomness;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attachments from 3 MB to 150 MB: a session is opened on a draft, and its own address takes the ranges, in order and each
 * under 4 MB, without an access token.
 *
 * @see <a href="https://learn.microsoft.com/graph/outlook-large-attachments">Attach large files to Outlook messages</a>
 */
final class UploadSessions implements HttpService {

    private static final String PATH = "/upload/attachmentSessions/";
    private static final long SMALLEST = 3L * 1024 * 1024;
    private static final long LARGEST = 150L * 1024 * 1024;
    private static final long LARGEST_RANGE = 4L * 1024 * 1024;
    private static final Duration LIFETIME = Duration.ofHours(3);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,12})-(\\d{1,12})/(\\d{1,12})");

    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
    private final Exchange exchange;
    private final LargeContents contents;
    private final Clock clock;
    private final Throttle throttle;
    private final GraphErrors errors;
    private final Randomness random;

    UploadSessions(Exchange exchange, Clock clock, Throttle throttle, GraphErrors errors, Randomness random) {
        this.exchange = exchange;
        this.contents = exchange.largeContents();
        this.clock = clock;
        this.throttle = throttle;
        this.errors = errors;
        this.random = random;
    }

    /** {@code createUploadSession} of a draft's attachments. */
    GraphReply open(GraphCall call, Mailbox mailbox, Message draft) {
        var item = new JsonBody(call.json())
                .object("attachmentItem")
                .orElseThrow(() -> GraphProblem.badRequest("The parameter AttachmentItem is missing."));
        var name = item.text("name").filter(given -> !given.isBlank());
        if (item.oneOf("attachmentType", "file", "item", "reference")
                .filter(type -> !type.equals("file"))
                .isPresent()) {
            throw new GraphProblem(
                    405,
                    "ErrorAttachmentSessionIsSupportedOnlyForFileAttachments",
                    "Unsupported Attachment type specified. Only File attachments can be uploaded using an Upload Session.");
        }
        if (name.isEmpty() || !item.has("attachmentType")) {
            throw GraphProblem.badRequest("An AttachmentItem needs attachmentType file, a name and a size.");
        }
        var size = size(item);
        var session = new UploadSession(
                random.uuid(),
                random.uuid(),
                call.caller().appId(),
                mailbox,
                mailbox.ids().of(draft, true),
                AttachmentJson.described(item, new byte[0]),
                new Content.Large(contents.begin(), size),
                clock.instant().plus(LIFETIME));
        sessions.put(session.id(), session);
        return GraphReply.created(state(session)
                .put("@odata.context", call.root() + "/$metadata#microsoft.graph.uploadSession")
                .put("uploadUrl", call.origin() + PATH + session.id() + "?authtoken=" + session.secret()));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(PATH + "{id}", this::handle);
    }

    /** Forgets what was never finished. */
    void clear() {
        sessions.values().forEach(this::forget);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var trace = GraphErrors.Trace.next();
        try {
            var session = find(request);
            GraphService.send(
                    response,
                    switch (request.prologue().method().text()) {
                        case "PUT" -> take(session, request);
                        case "GET" -> GraphReply.ok(state(session));
                        case "DELETE" -> {
                            forget(session);
                            yield GraphReply.noContent();
                        }
                        default -> throw GraphProblem.methodNotAllowed();
                    });
        } catch (GraphProblem problem) {
            GraphService.send(response, errors.of(problem, trace));
        }
    }

    private GraphReply take(UploadSession session, ServerRequest request) {
        synchronized (session) {
            if (!sessions.containsKey(session.id())) {
                throw GraphProblem.itemNotFound();
            }
            var range = RANGE.matcher(
                    request.headers().first(HeaderNames.CONTENT_RANGE).orElse(""));
            if (!range.matches()) {
                throw GraphProblem.badRequest("The header Content-Range must be as in bytes 0-2097151/3483322.");
            }
            var from = Long.parseLong(range.group(1));
            var length = Long.parseLong(range.group(2)) - from + 1;
            if (length < 1 || length >= LARGEST_RANGE) {
                throw new GraphProblem(413, "RequestEntityTooLarge", "A range must be smaller than 4 MB.");
            }
            if (from != received(session)
                    || from + length > session.size()
                    || Long.parseLong(range.group(3)) != session.size()) {
                throw new GraphProblem(
                        Status.REQUESTED_RANGE_NOT_SATISFIABLE_416.code(),
                        "invalidRange",
                        "The next range begins at " + received(session) + " of " + session.size() + ".");
            }
            var bytes = range(request, (int) length);
            var counted = exchange.unverified().uploadSessions() == Unverified.UploadSessions.COUNTED;
            return throttle.within(
                    session.application(), session.mailbox().owner().objectId(), counted ? bytes.length : 0, () -> {
                        contents.append(session.content().id(), bytes);
                        return received(session) < session.size()
                                ? GraphReply.ok(state(session))
                                : finish(session, request);
                    });
        }
    }

    private static byte[] range(ServerRequest request, int length) {
        try {
            var bytes = Body.of(request, length);
            if (bytes.length == length) {
                return bytes;
            }
        } catch (Body.Refused e) {
            throw wrongLength();
        }
        throw wrongLength();
    }

    private static GraphProblem wrongLength() {
        return GraphProblem.badRequest("The body does not have the length that Content-Range says.");
    }

    private GraphReply finish(UploadSession session, ServerRequest request) {
        var mailbox = session.mailbox();
        var attachment = session.whole();
        var added = mailbox.change(() -> AttachmentRoutes.add(
                mailbox, mailbox.message(session.message()).orElseThrow(GraphProblem::itemNotFound), attachment));
        exchange.save();
        sessions.remove(session.id());
        var location = "%s/v1.0/users('%s')/messages('%s')/attachments('%s')"
                .formatted(Origin.of(request), mailbox.owner().objectId(), session.message(), added.id());
        return new GraphReply.Empty(Status.CREATED_201.code(), location);
    }

    private UploadSession find(ServerRequest request) {
        var id = request.path().pathParameters().get("id");
        var secret = Fields.ofQuery(request).get("authtoken", "");
        return Optional.ofNullable(sessions.get(id))
                .filter(session -> MessageDigest.isEqual(
                        session.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)))
                .filter(session -> clock.instant().isBefore(session.expires()))
                .orElseThrow(GraphProblem::itemNotFound);
    }

    private void forget(UploadSession session) {
        sessions.remove(session.id());
        contents.drop(session.content().id());
    }

    private long received(UploadSession session) {
        return contents.size(session.content().id());
    }

    private static long size(JsonBody item) {
        var given = item.get("size");
        if (given.isPresent() && !given.get().canConvertToLong()) {
            throw JsonBody.wrongType("size", "a whole number");
        }
        var size = given.map(JsonNode::longValue).orElse(0L);
        if (size > LARGEST) {
            throw new GraphProblem(
                    413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size of 150 MB.");
        }
        if (size < SMALLEST) {
            throw new GraphProblem(
                    400,
                    "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
                    "Attachment size must be greater than the minimum size of 3 MB.");
        }
        return size;
    }

    private ObjectNode state(UploadSession session) {
        var json = GraphCall.JSON
                .createObjectNode()
                .put("expirationDateTime", session.expires().toString());
        json.putArray("nextExpectedRanges").add(received(session) + "-");
        return json;
    }
}
