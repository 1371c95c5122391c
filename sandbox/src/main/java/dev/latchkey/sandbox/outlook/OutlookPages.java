package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MessageLists.Range;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reading: the list of mailboxes, a folder, a message with its body and attachments. */
public final class OutlookPages implements HttpService {

    /** The mailboxes to choose from; with what was not found, if anything. */
    public record Choice(
            List<EmailAddress> mailboxes, @Nullable String problem) {}

    /** A folder's page. */
    public record FolderPage(
            Frame frame, List<Row> rows, @Nullable String next, boolean sent) {}

    /** A line of a list. */
    public record Row(String path, String people, String subject, String preview, String time, boolean unread) {}

    /** A message. */
    public record MessagePage(
            Frame frame,
            String path,
            String subject,
            String from,
            String to,
            String cc,
            String time,
            boolean html,
            String text,
            List<Attached> attachments,
            List<Mail.Header> headers) {}

    /** An attachment to download. */
    public record Attached(String path, String name, int size) {}

    private static final int PAGE = 30;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    /** For the HTML of strangers: no script, no form, nothing loaded from anywhere, and a site of its own. */
    private static final String BODY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action"
                    + " 'none'; frame-ancestors 'self'; sandbox";

    private final Exchange exchange;
    private final Pages pages;

    public OutlookPages(Exchange exchange, Pages pages) {
        this.exchange = exchange;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        var message = "/outlook/{address}/message/{id}";
        rules.get("/outlook", (_, response) -> choose(response, Status.OK_200, null))
                .get("/outlook/", (_, response) -> choose(response, Status.OK_200, null))
                .get("/outlook/{address}", in(this::folder))
                .get("/outlook/{address}/{folder}", in(this::folder))
                .get(message, on(this::message))
                .get(message + "/body", on(OutlookPages::body))
                .get(message + "/attachments/{attachment}", on(this::attachment));
    }

    private interface InMailbox {
        void handle(ServerRequest request, ServerResponse response, Mailbox mailbox);
    }

    private interface OnMessage {
        void handle(Opened opened, ServerRequest request, ServerResponse response);
    }

    /** A message that was asked for. */
    private record Opened(Mailbox mailbox, Message message) {}

    private Handler in(InMailbox page) {
        return (request, response) -> {
            var address = request.path().pathParameters().get("address");
            exchange.mailboxes()
                    .byAddress(address)
                    .ifPresentOrElse(
                            mailbox -> page.handle(request, response, mailbox),
                            () -> choose(response, Status.NOT_FOUND_404, "There is no mailbox of " + address + "."));
        };
    }

    private Handler on(OnMessage page) {
        return in((request, response, mailbox) -> mailbox.message(
                        request.path().pathParameters().get("id"))
                .ifPresentOrElse(
                        message -> page.handle(new Opened(mailbox, message), request, response),
                        () -> choose(response, Status.NOT_FOUND_404, "That message is gone.")));
    }

    private void choose(ServerResponse response, Status status, @Nullable String problem) {
        var addresses =
                exchange.mailboxes().all().stream().map(Mailbox::address).toList();
        pages.send(response, status, "outlook/mailboxes.jte", new Choice(addresses, problem));
    }

    private void folder(ServerRequest request, ServerResponse response, Mailbox mailbox) {
        var name = request.path().pathParameters().first("folder").orElse("inbox");
        var folder = mailbox.folders().get(name);
        if (folder.isEmpty()) {
            choose(response, Status.NOT_FOUND_404, "That folder is gone.");
            return;
        }
        var query = Fields.ofQuery(request);
        var from = query.find("from").filter(position -> position.matches("[0-9a-f]{24}"));
        var range = Range.newestOf(folder.get().number());
        var page = mailbox.lists().page(range, _ -> true, from.orElse(null), PAGE);
        pages.send(
                response,
                "outlook/folder.jte",
                new FolderPage(
                        Frame.of(mailbox, folder.get().number()),
                        page.messages().stream()
                                .map(message -> row(mailbox, message))
                                .toList(),
                        page.next(),
                        query.find("sent").isPresent()));
    }

    private void message(Opened opened, ServerRequest request, ServerResponse response) {
        var mailbox = opened.mailbox();
        var message = opened.message().marks().read()
                ? opened.message()
                : mailbox.mark(opened.message(), opened.message().marks().withRead(true));
        exchange.save();
        var mail = MimeReader.read(mailbox.mime(message));
        var envelope = message.envelope();
        var path = path(mailbox, message);
        pages.send(
                response,
                "outlook/message.jte",
                new MessagePage(
                        Frame.of(mailbox, message.place().folder()),
                        path,
                        subject(message),
                        people(envelope.from() == null ? List.of() : List.of(envelope.from())),
                        people(envelope.to()),
                        people(envelope.cc()),
                        time(message.times().received()),
                        mail.body().html(),
                        mail.body().html() ? "" : mail.body().content(),
                        mail.attachments().stream()
                                .map(attachment -> new Attached(
                                        path + "/attachments/" + attachment.id(),
                                        attachment.name(),
                                        attachment.content().length))
                                .toList(),
                        mail.headers()));
    }

    private static void body(Opened opened, ServerRequest request, ServerResponse response) {
        var mail = MimeReader.read(opened.mailbox().mime(opened.message()));
        var html = mail.body().html() ? mail.body().content() : "";
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .header("Content-Security-Policy", BODY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(html.getBytes(StandardCharsets.UTF_8));
    }

    private void attachment(Opened opened, ServerRequest request, ServerResponse response) {
        var wanted = request.path().pathParameters().get("attachment");
        MimeReader.read(opened.mailbox().mime(opened.message())).attachments().stream()
                .filter(attachment -> attachment.id().equals(wanted))
                .findFirst()
                .ifPresentOrElse(
                        attachment -> response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename*=UTF-8''" + encoded(attachment.name()))
                                .header("Content-Security-Policy", BODY_POLICY)
                                .header("X-Content-Type-Options", "nosniff")
                                .send(attachment.content()),
                        () -> choose(response, Status.NOT_FOUND_404, "That attachment is gone."));
    }

    private static Row row(Mailbox mailbox, Message message) {
        var envelope = message.envelope();
        var from = envelope.from();
        var own = from != null && from.is(mailbox.owner().mail());
        return new Row(
                path(mailbox, message),
                own ? "To: " + names(envelope.to()) : names(from == null ? List.of() : List.of(from)),
                subject(message),
                message.summary().preview(),
                time(message.times().received()),
                !message.marks().read());
    }

    static String path(Mailbox mailbox, Message message) {
        return "/outlook/" + mailbox.owner().mail() + "/message/"
                + mailbox.ids().of(message, true);
    }

    static String subject(Message message) {
        var subject = message.envelope().subject();
        return subject.isBlank() ? "(no subject)" : subject;
    }

    static String people(List<EmailAddress> people) {
        return people.stream()
                .map(person ->
                        person.name().isEmpty() ? person.address() : person.name() + " <" + person.address() + ">")
                .collect(Collectors.joining(", "));
    }

    /** Shorter, for lists. */
    private static String names(List<EmailAddress> people) {
        return people.stream()
                .map(person -> person.name().isEmpty() ? person.address() : person.name())
                .collect(Collectors.joining(", "));
    }

    private static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
