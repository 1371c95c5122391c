package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.ItemIds;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Marks;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code …/messages} of a mailbox or of one of its folders. */
final class MessageRoutes {

    private final Exchange exchange;
    private final SendRoutes sending;
    private final AttachmentRoutes attachments;

    MessageRoutes(Exchange exchange, UploadSessions uploads) {
        this.exchange = exchange;
        this.attachments = new AttachmentRoutes(uploads);
        this.sending = new SendRoutes(exchange);
    }

    /** @param folder null for the whole mailbox */
    GraphReply answer(GraphCall call, Mailbox mailbox, @Nullable Folder folder, GraphPath path) {
        if (path.atEnd()) {
            return collection(call, mailbox, folder);
        }
        var number = folder == null ? 0 : folder.number();
        return switch (path.name()) {
            case "$count" -> {
                Scopes.get(call, path);
                call.needs(Scopes.READ_BASIC);
                yield GraphReply.text(String.valueOf(new MessageQuery(call, mailbox, number).count()));
            }
            case "delta" -> {
                Scopes.get(call, path);
                call.needs(Scopes.READ_BASIC);
                if (folder == null) {
                    throw GraphProblem.badRequest(
                            "Change tracking is not supported against 'microsoft.graph.message' of a whole mailbox.");
                }
                yield GraphReply.ok(new Delta(call, mailbox, folder).answer(context(call, mailbox)));
            }
            default -> single(call, mailbox, folder, path);
        };
    }

    private GraphReply collection(GraphCall call, Mailbox mailbox, @Nullable Folder folder) {
        return switch (call.method()) {
            case "GET" -> {
                call.needs(Scopes.READ_BASIC);
                var number = folder == null ? 0 : folder.number();
                yield GraphReply.ok(new MessageQuery(call, mailbox, number).answer(context(call, mailbox)));
            }
            case "POST" -> {
                call.needs(Scopes.READ_WRITE);
                yield create(call, mailbox, folder);
            }
            default -> throw GraphProblem.methodNotAllowed();
        };
    }

    private GraphReply create(GraphCall call, Mailbox mailbox, @Nullable Folder folder) {
        var number = folder == null ? WellKnownFolder.DRAFTS.number() : folder.number();
        if (call.hasMime()) {
            return created(call, mailbox, exchange.composer().draft(mailbox, number, call.mime()));
        }
        var json = new JsonBody(call.json());
        var mail = DraftJson.mail(json, exchange.unverified().mostCustomHeaders());
        var marks = DraftJson.marks(Marks.READ, json);
        var properties = ExtendedProperties.read(json);
        return created(call, mailbox, exchange.composer().draft(mailbox, number, mail, marks, properties));
    }

    /** What writes reads first, and nobody else writes in between. */
    private GraphReply single(GraphCall call, Mailbox mailbox, @Nullable Folder folder, GraphPath path) {
        return call.is("GET")
                ? carryOut(call, mailbox, folder, path)
                : mailbox.change(() -> carryOut(call, mailbox, folder, path));
    }

    private GraphReply carryOut(GraphCall call, Mailbox mailbox, @Nullable Folder folder, GraphPath path) {
        var message = find(call, mailbox, path.id());
        if (folder != null && message.place().folder() != folder.number()) {
            throw GraphProblem.itemNotFound();
        }
        var below = path.rest();
        if (below.atEnd()) {
            return item(call, mailbox, message);
        }
        return switch (below.name()) {
            case "$value" -> {
                Scopes.get(call, below);
                call.needs(Scopes.READ);
                yield new GraphReply.Stream(200, "text/plain", out -> mailbox.writeMime(message, out));
            }
            case "attachments" -> attachments.answer(call, mailbox, message, below.rest());
            case "move", "copy", "permanentdelete" -> {
                Scopes.post(call, below);
                call.needs(Scopes.READ_WRITE);
                yield place(call, mailbox, message, below.name());
            }
            default -> sending.answer(call, mailbox, message, below);
        };
    }

    private GraphReply item(GraphCall call, Mailbox mailbox, Message message) {
        return switch (call.method()) {
            case "GET" -> {
                call.needs(Scopes.READ_BASIC);
                yield GraphReply.ok(json(call, mailbox, message));
            }
            case "PATCH" -> {
                call.needs(Scopes.READ_WRITE);
                yield GraphReply.ok(json(call, mailbox, patch(call, mailbox, message)));
            }
            case "DELETE" -> {
                call.needs(Scopes.READ_WRITE);
                mailbox.delete(message);
                yield GraphReply.noContent();
            }
            default -> throw GraphProblem.methodNotAllowed();
        };
    }

    private Message patch(GraphCall call, Mailbox mailbox, Message message) {
        var json = new JsonBody(call.json());
        var marks = DraftJson.marks(message.marks(), json);
        var properties = ExtendedProperties.read(json);
        var changed = message;
        if (DraftJson.touchesContent(json)) {
            changed = rewrite(mailbox, message, json, properties);
        }
        return marks.equals(changed.marks()) ? changed : mailbox.mark(changed, marks);
    }

    private Message rewrite(Mailbox mailbox, Message message, JsonBody json, java.util.Map<String, String> properties) {
        var all = new HashMap<>(message.properties());
        all.putAll(properties);
        if (!message.draft()) {
            var locked = java.util.List.of(
                    "subject",
                    "body",
                    "replyTo",
                    "internetMessageId",
                    "toRecipients",
                    "ccRecipients",
                    "bccRecipients",
                    "from",
                    "sender");
            if (locked.stream().anyMatch(json::has)) {
                throw new GraphProblem(
                        400,
                        "ErrorInvalidPropertyUpdateSentMessage",
                        "Update operation is invalid for property of a sent message.");
            }
            return mailbox.annotate(
                    message,
                    all,
                    json.oneOf("importance", "low", "normal", "high").orElse(null));
        }
        var mail = DraftJson.change(MimeReader.read(mailbox.mime(message)), json);
        return mailbox.rewrite(message, exchange.composer().complete(mailbox, mail, all), all);
    }

    private static GraphReply place(GraphCall call, Mailbox mailbox, Message message, String action) {
        if (action.equals("permanentdelete")) {
            mailbox.destroy(message);
            return GraphReply.noContent();
        }
        var folder = destination(call, mailbox);
        var placed =
                action.equals("move") ? mailbox.move(message, folder.number()) : mailbox.copy(message, folder.number());
        return created(call, mailbox, placed);
    }

    static Folder destination(GraphCall call, Mailbox mailbox) {
        var destination = new JsonBody(call.json())
                .text("destinationId")
                .orElseThrow(() -> GraphProblem.badRequest("The parameter DestinationId is missing."));
        return mailbox.folders()
                .get(destination)
                .orElseThrow(() -> new GraphProblem(
                        404, "ErrorToFolderNotFound", "The destination folder was not found in the store."));
    }

    static Message find(GraphCall call, Mailbox mailbox, String id) {
        return mailbox.message(id)
                .orElseThrow(() -> ItemIds.wellFormed(id) ? GraphProblem.itemNotFound() : GraphProblem.malformedId());
    }

    static GraphReply created(GraphCall call, Mailbox mailbox, Message message) {
        return GraphReply.created(json(call, mailbox, message));
    }

    private static ObjectNode json(GraphCall call, Mailbox mailbox, Message message) {
        var json = GraphCall.JSON.createObjectNode();
        json.put("@odata.context", context(call, mailbox) + "/$entity");
        json.setAll(new MessageJson(mailbox, View.of(call)).of(message));
        return json;
    }

    private static String context(GraphCall call, Mailbox mailbox) {
        return call.root() + "/$metadata#users('" + mailbox.owner().objectId() + "')/messages";
    }
}
