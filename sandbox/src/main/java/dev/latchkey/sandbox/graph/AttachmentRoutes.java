package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import java.util.ArrayList;
import java.util.List;

/** {@code …/messages/{id}/attachments}. */
final class AttachmentRoutes {

    private final UploadSessions uploads;

    AttachmentRoutes(UploadSessions uploads) {
        this.uploads = uploads;
    }

    GraphReply answer(GraphCall call, Mailbox mailbox, Message message, GraphPath path) {
        var mail = MimeReader.read(mailbox.mime(message));
        if (path.atEnd()) {
            return switch (call.method()) {
                case "GET" -> list(call, mailbox, message, mail);
                case "POST" -> add(call, mailbox, message);
                default -> throw GraphProblem.methodNotAllowed();
            };
        }
        if (path.name().equals("$count")) {
            Scopes.get(call, path);
            call.needs(Scopes.READ);
            return GraphReply.text(String.valueOf(mail.attachments().size()));
        }
        if (path.name().equals("createuploadsession")) {
            Scopes.post(call, path);
            call.needs(Scopes.READ_WRITE);
            onlyDraft(message);
            return uploads.open(call, mailbox, message);
        }
        var attachment = mail.attachments().stream()
                .filter(each -> each.id().equals(path.id()))
                .findFirst()
                .orElseThrow(GraphProblem::itemNotFound);
        return single(call, mailbox, message, mail, attachment, path.rest());
    }

    private static GraphReply list(GraphCall call, Mailbox mailbox, Message message, Mail mail) {
        call.needs(Scopes.READ);
        return GraphReply.ok(
                new AttachmentQuery(call, mailbox, message).list(mail.attachments(), context(call, mailbox)));
    }

    private static GraphReply add(GraphCall call, Mailbox mailbox, Message message) {
        call.needs(Scopes.READ_WRITE);
        var added = add(mailbox, message, AttachmentJson.read(new JsonBody(call.json())));
        return GraphReply.created(
                AttachmentJson.of(mailbox, added, message).put("@odata.context", context(call, mailbox) + "/$entity"));
    }

    /** Puts one more attachment on a draft. */
    static Mail.Attachment add(Mailbox mailbox, Message draft, Mail.Attachment attachment) {
        onlyDraft(draft);
        var mail = MimeReader.read(mailbox.mime(draft));
        var attachments = new ArrayList<>(mail.attachments());
        attachments.add(attachment);
        var changed = mailbox.rewrite(draft, mail.withAttachments(attachments), draft.properties());
        var known = mail.attachments().stream().map(Mail.Attachment::id).toList();
        return MimeReader.read(mailbox.mime(changed)).attachments().stream()
                .filter(each -> !known.contains(each.id()))
                .toList()
                .getLast();
    }

    @SuppressWarnings("size:parameters") // the request and what it is about, found one after the other
    private static GraphReply single(
            GraphCall call, Mailbox mailbox, Message message, Mail mail, Mail.Attachment attachment, GraphPath below) {
        if (below.name().equals("$value")) {
            Scopes.get(call, below);
            call.needs(Scopes.READ);
            return new GraphReply.Stream(200, attachment.contentType(), out -> {
                try (var in = mailbox.open(attachment.content())) {
                    in.transferTo(out);
                }
            });
        }
        if (!below.atEnd()) {
            throw GraphProblem.noRoute(below.id());
        }
        return switch (call.method()) {
            case "GET" -> {
                call.needs(Scopes.READ);
                yield GraphReply.ok(new AttachmentQuery(call, mailbox, message)
                        .single(attachment)
                        .put("@odata.context", context(call, mailbox) + "/$entity"));
            }
            case "DELETE" -> {
                call.needs(Scopes.READ_WRITE);
                onlyDraft(message);
                var rest = mail.attachments().stream()
                        .filter(other -> !other.id().equals(attachment.id()))
                        .toList();
                mailbox.rewrite(message, mail.withAttachments(List.copyOf(rest)), message.properties());
                yield GraphReply.noContent();
            }
            default -> throw GraphProblem.methodNotAllowed();
        };
    }

    private static void onlyDraft(Message message) {
        if (!message.draft()) {
            throw new GraphProblem(
                    400,
                    "ErrorInvalidPropertyUpdateSentMessage",
                    "Update operation is invalid for property of a sent message.");
        }
    }

    private static String context(GraphCall call, Mailbox mailbox) {
        return call.root() + "/$metadata#users('" + mailbox.owner().objectId() + "')/messages/attachments";
    }
}
