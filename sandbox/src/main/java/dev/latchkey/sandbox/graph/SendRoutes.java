package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Marks;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.Replies.Kind;
import dev.latchkey.sandbox.exchange.Submission;
import dev.latchkey.sandbox.exchange.Way;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What sends mail, and what drafts an answer. */
final class SendRoutes {

    private final Exchange exchange;

    SendRoutes(Exchange exchange) {
        this.exchange = exchange;
    }

    /** {@code …/sendMail}. */
    GraphReply sendMail(GraphCall call, Mailbox mailbox) {
        call.needs(Scopes.SEND);
        if (call.hasMime()) {
            return reply(exchange.postOffice().send(mailbox, call.mime(), true));
        }
        var json = new JsonBody(call.json());
        var message =
                json.object("message").orElseThrow(() -> GraphProblem.badRequest("The parameter Message is missing."));
        var save = json.flag("saveToSentItems").orElse(true);
        var properties = ExtendedProperties.read(message);
        return reply(exchange.postOffice().send(Way.GRAPH_JSON, mailbox, mail(message), properties, save));
    }

    /** The actions of a message. */
    GraphReply answer(GraphCall call, Mailbox mailbox, Message message, GraphPath action) {
        return switch (action.name()) {
            case "send" -> {
                allow(call, action, Scopes.SEND);
                if (!exchange.postOffice().maySend(mailbox, message)) {
                    throw new GraphProblem(400, "ErrorInvalidRequest", "Only a draft can be sent.");
                }
                yield reply(exchange.postOffice().send(mailbox, message));
            }
            case "reply" -> sendAnswer(call, mailbox, message, action, Kind.REPLY);
            case "replyall" -> sendAnswer(call, mailbox, message, action, Kind.REPLY_ALL);
            case "forward" -> sendAnswer(call, mailbox, message, action, Kind.FORWARD);
            case "createreply" -> draftAnswer(call, mailbox, message, action, Kind.REPLY);
            case "createreplyall" -> draftAnswer(call, mailbox, message, action, Kind.REPLY_ALL);
            case "createforward" -> draftAnswer(call, mailbox, message, action, Kind.FORWARD);
            default -> throw GraphProblem.noRoute(action.id());
        };
    }

    private GraphReply sendAnswer(GraphCall call, Mailbox mailbox, Message message, GraphPath action, Kind kind) {
        allow(call, action, Scopes.SEND);
        if (call.hasMime()) {
            return reply(exchange.postOffice().send(mailbox, call.mime(), true));
        }
        var answer = answerMail(call, mailbox, message, kind);
        return reply(exchange.postOffice().send(Way.GRAPH_JSON, mailbox, answer.mail(), answer.properties(), true));
    }

    private GraphReply draftAnswer(GraphCall call, Mailbox mailbox, Message message, GraphPath action, Kind kind) {
        allow(call, action, Scopes.READ_WRITE);
        var drafts = WellKnownFolder.DRAFTS.number();
        if (call.hasMime()) {
            return MessageRoutes.created(call, mailbox, exchange.composer().draft(mailbox, drafts, call.mime()));
        }
        var answer = answerMail(call, mailbox, message, kind);
        var draft = exchange.composer().draft(mailbox, drafts, answer.mail(), Marks.READ, answer.properties());
        return MessageRoutes.created(call, mailbox, draft);
    }

    private record Answer(Mail mail, Map<String, String> properties) {}

    private Answer answerMail(GraphCall call, Mailbox mailbox, Message original, Kind kind) {
        var json = new JsonBody(call.json());
        var comment = json.text("comment").orElse("");
        var written = json.object("message");
        if (!comment.isEmpty() && written.filter(message -> message.has("body")).isPresent()) {
            throw new GraphProblem(
                    400, "ErrorInvalidRequest", "A comment and the body of a message cannot be given together.");
        }
        var mail = exchange.replies().answer(mailbox, original, kind, comment);
        if (written.isPresent()) {
            mail = overlay(mail, written.get());
        }
        var to = json.recipients("toRecipients");
        if (to.isPresent()) {
            mail = DraftJson.change(mail, json);
        }
        return new Answer(mail, written.map(ExtendedProperties::read).orElse(Map.of()));
    }

    private Mail mail(JsonBody json) {
        return DraftJson.mail(json, exchange.unverified().mostCustomHeaders());
    }

    private Mail overlay(Mail answer, JsonBody written) {
        var own = mail(written);
        var attachments = new ArrayList<>(answer.attachments());
        attachments.addAll(own.attachments());
        var headers = new ArrayList<>(answer.headers());
        headers.addAll(own.headers());
        return DraftJson.change(answer, written)
                .withAttachments(List.copyOf(attachments))
                .withHeaders(List.copyOf(headers));
    }

    private static void allow(GraphCall call, GraphPath action, String... scopes) {
        Scopes.post(call, action);
        call.needs(scopes);
    }

    private static GraphReply reply(Submission submission) {
        return switch (submission) {
            case Submission.Accepted _ -> GraphReply.accepted();
            case Submission.NoRecipients _ ->
                throw new GraphProblem(
                        400,
                        "ErrorInvalidRecipients",
                        "At least one recipient isn't valid., A message can't be sent because it contains no recipients.");
            case Submission.TooLarge _ ->
                throw new GraphProblem(
                        413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.");
            case Submission.OverRecipientLimit _ ->
                throw new GraphProblem(
                        403,
                        "ErrorExceededMaxRecipientLimitBlock",
                        "The message has more recipients than one may have.");
            case Submission.TooManyRecipients excess ->
                throw new GraphProblem(429, "ErrorSubmissionQuotaExceeded", excess.text() + ".");
            case Submission.SendAsDenied _ ->
                throw new GraphProblem(
                        403,
                        "ErrorSendAsDenied",
                        "The user account which was used to submit this request does not have the right to send mail on"
                                + " behalf of the specified sending account. Cannot submit message.");
        };
    }
}
