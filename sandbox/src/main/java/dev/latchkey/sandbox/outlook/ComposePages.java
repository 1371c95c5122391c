package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Envelope;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.Replies.Kind;
import dev.latchkey.sandbox.exchange.Submission;
import dev.latchkey.sandbox.exchange.Way;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Origin;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writing: a new mail, and the answer to one. */
public final class ComposePages implements HttpService {

    /** The form. */
    public record Form(
            Frame frame,
            String title,
            String path,
            String back,
            String to,
            String cc,
            String subject,
            String text,
            boolean addressed,
            @Nullable String problem) {}

    private static final Pattern ADDRESS = Pattern.compile("(?:(.*?)\\s*<)?([^\\s<>,;]+@[^\\s<>,;]+)>?");
    private static final int LONGEST_SUBJECT = 255;

    private final Exchange exchange;
    private final Pages pages;

    public ComposePages(Exchange exchange, Pages pages) {
        this.exchange = exchange;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        var message = "/outlook/{address}/message/{id}/";
        rules.get("/outlook/{address}/new", this::showNew)
                .post("/outlook/{address}/new", this::sendNew)
                .get(message + "reply", (request, response) -> showAnswer(request, response, Kind.REPLY))
                .get(message + "reply-all", (request, response) -> showAnswer(request, response, Kind.REPLY_ALL))
                .get(message + "forward", (request, response) -> showAnswer(request, response, Kind.FORWARD))
                .post(message + "reply", (request, response) -> sendAnswer(request, response, Kind.REPLY))
                .post(message + "reply-all", (request, response) -> sendAnswer(request, response, Kind.REPLY_ALL))
                .post(message + "forward", (request, response) -> sendAnswer(request, response, Kind.FORWARD));
    }

    private void showNew(ServerRequest request, ServerResponse response) {
        mailbox(request)
                .ifPresentOrElse(
                        mailbox -> show(response, newForm(mailbox, Fields.ofQuery(request), null)),
                        () -> gone(response));
    }

    private void sendNew(ServerRequest request, ServerResponse response) {
        var mailbox = mailbox(request);
        if (mailbox.isEmpty()) {
            gone(response);
        } else if (Origin.isForeign(request)) {
            refuse(response);
        } else {
            var form = Fields.ofForm(request);
            var to = people(form.get("to", ""));
            var cc = people(form.get("cc", ""));
            if (to.isEmpty() || cc.isEmpty() || to.get().isEmpty()) {
                show(
                        response,
                        newForm(mailbox.get(), form, "Write at least one address, with commas between several."));
                return;
            }
            var mail = new Mail(
                    envelope(mailbox.get(), to.get(), cc.get(), form.get("subject", "")),
                    new Mail.Body(false, form.get("text", "")),
                    List.of(),
                    List.of());
            sent(response, mailbox.get(), exchange.postOffice().send(Way.PAGE, mailbox.get(), mail, Map.of(), true));
        }
    }

    private void showAnswer(ServerRequest request, ServerResponse response, Kind kind) {
        var mailbox = mailbox(request);
        var message = mailbox.flatMap(box -> message(box, request));
        if (mailbox.isEmpty() || message.isEmpty()) {
            gone(response);
        } else {
            show(response, answerForm(mailbox.get(), message.get(), kind, Fields.ofQuery(request), null));
        }
    }

    private void sendAnswer(ServerRequest request, ServerResponse response, Kind kind) {
        var mailbox = mailbox(request);
        var message = mailbox.flatMap(box -> message(box, request));
        if (mailbox.isEmpty() || message.isEmpty()) {
            gone(response);
            return;
        }
        if (Origin.isForeign(request)) {
            refuse(response);
            return;
        }
        var form = Fields.ofForm(request);
        var answer = exchange.replies().answer(mailbox.get(), message.get(), kind, form.get("text", ""));
        var to = people(form.get("to", ""));
        if (kind == Kind.FORWARD && (to.isEmpty() || to.get().isEmpty())) {
            show(response, answerForm(mailbox.get(), message.get(), kind, form, "Write at least one address."));
            return;
        }
        var mail = kind == Kind.FORWARD
                ? answer.with(envelope(
                        mailbox.get(),
                        to.orElse(List.of()),
                        List.of(),
                        answer.envelope().subject()))
                : answer;
        sent(response, mailbox.get(), exchange.postOffice().send(Way.PAGE, mailbox.get(), mail, Map.of(), true));
    }

    private Form newForm(Mailbox mailbox, Fields given, @Nullable String problem) {
        var home = "/outlook/" + mailbox.owner().mail();
        return new Form(
                Frame.of(mailbox, 0),
                "New mail",
                home + "/new",
                home,
                given.get("to", ""),
                given.get("cc", ""),
                given.get("subject", ""),
                given.get("text", ""),
                true,
                problem);
    }

    private Form answerForm(Mailbox mailbox, Message message, Kind kind, Fields given, @Nullable String problem) {
        var answer = exchange.replies().answer(mailbox, message, kind, "").envelope();
        var path = OutlookPages.path(mailbox, message);
        var title = switch (kind) {
            case REPLY -> "Reply";
            case REPLY_ALL -> "Reply to all";
            case FORWARD -> "Forward";
        };
        return new Form(
                Frame.of(mailbox, message.place().folder()),
                title,
                path + "/" + title.toLowerCase(java.util.Locale.ROOT).replace(" to ", "-"),
                path,
                kind == Kind.FORWARD ? given.get("to", "") : OutlookPages.people(answer.to()),
                OutlookPages.people(answer.cc()),
                answer.subject(),
                given.get("text", ""),
                kind == Kind.FORWARD,
                problem);
    }

    private void sent(ServerResponse response, Mailbox mailbox, Submission submission) {
        switch (submission) {
            case Submission.Accepted _ ->
                response.status(Status.SEE_OTHER_303)
                        .header(
                                HeaderNames.LOCATION,
                                "/outlook/" + mailbox.owner().mail() + "/sentitems?sent=1")
                        .send();
            case Submission.NoRecipients _ ->
                show(response, newForm(mailbox, new Fields(Map.of()), "There is nobody to answer."));
            case Submission.TooLarge _ ->
                show(response, newForm(mailbox, new Fields(Map.of()), "The mail is too large."));
            case Submission.OverRecipientLimit _ ->
                show(response, newForm(mailbox, new Fields(Map.of()), "The mail has too many recipients."));
            case Submission.TooManyRecipients excess ->
                show(response, newForm(mailbox, new Fields(Map.of()), excess.text() + "."));
            case Submission.SendAsDenied(var from) ->
                show(response, newForm(mailbox, new Fields(Map.of()), "This mailbox may not send as " + from + "."));
        }
    }

    private static Envelope envelope(Mailbox mailbox, List<EmailAddress> to, List<EmailAddress> cc, String subject) {
        var shortened = subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length()));
        return new Envelope(
                "", shortened, mailbox.address(), mailbox.address(), to, cc, List.of(), List.of(), null, "normal");
    }

    /** Empty when something in the list is no address. */
    private static Optional<List<EmailAddress>> people(String text) {
        var people = new ArrayList<EmailAddress>();
        for (var part : text.split("[,;\n]", -1)) {
            var matcher = ADDRESS.matcher(part.strip());
            if (matcher.matches()) {
                var name = matcher.group(1) == null ? "" : matcher.group(1);
                people.add(new EmailAddress(name, matcher.group(2)));
            } else if (!part.isBlank()) {
                return Optional.empty();
            }
        }
        return Optional.of(people);
    }

    private Optional<Mailbox> mailbox(ServerRequest request) {
        return exchange.mailboxes().byAddress(request.path().pathParameters().get("address"));
    }

    private static Optional<Message> message(Mailbox mailbox, ServerRequest request) {
        return mailbox.message(request.path().pathParameters().get("id"));
    }

    private void show(ServerResponse response, Form form) {
        pages.send(
                response, form.problem() == null ? Status.OK_200 : Status.BAD_REQUEST_400, "outlook/compose.jte", form);
    }

    private void gone(ServerResponse response) {
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, "/outlook/")
                .send();
    }

    static void refuse(ServerResponse response) {
        response.status(Status.FORBIDDEN_403)
                .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .send("Another site sent this form. It is refused.");
    }
}
