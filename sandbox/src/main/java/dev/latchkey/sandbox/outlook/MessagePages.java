package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.outlook.Mailrooms.Opened;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reading: a message with its body and attachments. */
public final class MessagePages implements HttpService {

    /**
     * A message.
     *
     * @param deliveredTo who got it outside; empty in a mailbox of the sandbox
     */
    public record MessagePage(
            Frame frame,
            String path,
            String subject,
            String from,
            String to,
            String cc,
            String deliveredTo,
            String time,
            boolean html,
            String text,
            List<Attached> attachments,
            List<Mail.Header> headers) {}

    /** An attachment to download. */
    public record Attached(String path, String name, long size) {}

    /** For the HTML of strangers: no script, no form, nothing loaded from anywhere, and a site of its own. */
    private static final String BODY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action"
                    + " 'none'; frame-ancestors 'self'; sandbox";

    private final Exchange exchange;
    private final Pages pages;
    private final Mailrooms mailrooms;

    public MessagePages(Exchange exchange, Pages pages) {
        this.exchange = exchange;
        this.pages = pages;
        this.mailrooms = new Mailrooms(exchange, pages);
    }

    @Override
    public void routing(HttpRules rules) {
        var message = "/outlook/{address}/message/{id}";
        rules.get(message, mailrooms.on(this::message))
                .get(message + "/body", mailrooms.on(MessagePages::body))
                .get(message + "/attachments/{attachment}", mailrooms.on(this::attachment));
    }

    private void message(Opened opened, ServerRequest request, ServerResponse response) {
        var mailbox = opened.mailbox();
        var message = opened.message().marks().read()
                ? opened.message()
                : mailbox.mark(opened.message(), opened.message().marks().withRead(true));
        exchange.save();
        var mail = MimeReader.read(mailbox.mime(message));
        var envelope = message.envelope();
        var path = OutlookPages.path(mailbox, message);
        var frame = Frame.of(mailbox, message.place().folder());
        pages.send(
                response,
                "outlook/message.jte",
                new MessagePage(
                        frame,
                        path,
                        OutlookPages.subject(message),
                        OutlookPages.people(envelope.from() == null ? List.of() : List.of(envelope.from())),
                        OutlookPages.people(envelope.to()),
                        OutlookPages.people(envelope.cc()),
                        frame.internet() ? OutlookPages.deliveredTo(exchange.internet(), message) : "",
                        OutlookPages.time(message.times().received()),
                        mail.body().html(),
                        mail.body().html() ? "" : mail.body().content(),
                        attached(path, mail),
                        mail.headers()));
    }

    private static List<Attached> attached(String path, Mail mail) {
        return mail.attachments().stream()
                .map(attachment -> new Attached(
                        path + "/attachments/" + attachment.id(),
                        attachment.name(),
                        attachment.content().size()))
                .toList();
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
                        attachment -> send(opened, attachment, response),
                        () -> mailrooms.choose(response, Status.NOT_FOUND_404, "That attachment is gone."));
    }

    private static void send(Opened opened, Mail.Attachment attachment, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(attachment.name()))
                .header("Content-Security-Policy", BODY_POLICY)
                .header("X-Content-Type-Options", "nosniff");
        try (var in = opened.mailbox().open(attachment.content());
                var out = response.outputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
