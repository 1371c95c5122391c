package dev.latchkey.sandbox.outlook;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Internet;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MessageLists.Range;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reading: the list of mailboxes, and a folder. */
public final class OutlookPages implements HttpService {

    /**
     * A folder's page.
     *
     * @param empty said where nothing is in it
     */
    public record FolderPage(
            Frame frame,
            List<Row> rows,
            String empty,
            @Nullable String next,
            boolean sent) {}

    /**
     * A line of a list.
     *
     * @param deliveredTo who got this copy outside; empty in a mailbox of the sandbox
     */
    public record Row(
            String path,
            String people,
            String deliveredTo,
            String subject,
            String preview,
            String time,
            boolean unread) {}

    private static final int PAGE = 30;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private final Exchange exchange;
    private final Pages pages;
    private final Mailrooms mailrooms;

    public OutlookPages(Exchange exchange, Pages pages) {
        this.exchange = exchange;
        this.pages = pages;
        this.mailrooms = new Mailrooms(exchange, pages);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/outlook", (_, response) -> mailrooms.choose(response, Status.OK_200, null))
                .get("/outlook/", (_, response) -> mailrooms.choose(response, Status.OK_200, null))
                .get("/outlook/{address}", mailrooms.in(this::folder))
                .get("/outlook/{address}/{folder}", mailrooms.in(this::folder));
    }

    private void folder(ServerRequest request, ServerResponse response, Mailbox mailbox) {
        var name = request.path().pathParameters().first("folder").orElse("inbox");
        var folder = mailbox.folders().get(name);
        if (folder.isEmpty()) {
            mailrooms.choose(response, Status.NOT_FOUND_404, "That folder is gone.");
            return;
        }
        var query = Fields.ofQuery(request);
        var from = query.find("from").filter(position -> position.matches("[0-9a-f]{24}"));
        var range = Range.newestOf(folder.get().number());
        var page = mailbox.lists().page(range, _ -> true, from.orElse(null), PAGE);
        var frame = Frame.of(mailbox, folder.get().number());
        pages.send(
                response,
                "outlook/folder.jte",
                new FolderPage(
                        frame,
                        page.messages().stream()
                                .map(message -> row(mailbox, message))
                                .toList(),
                        frame.internet() && folder.get().number() == WellKnownFolder.INBOX.number()
                                ? nothingLeft()
                                : "Nothing here.",
                        page.next(),
                        query.find("sent").isPresent()));
    }

    private String nothingLeft() {
        return "Nothing here yet. What the mailboxes send to "
                + String.join(", ", exchange.internet().reach().domains())
                + " arrives here; mail to any other domain comes back as undeliverable.";
    }

    private Row row(Mailbox mailbox, Message message) {
        var envelope = message.envelope();
        var from = envelope.from();
        var own = from != null && from.is(mailbox.owner().mail());
        var author = names(from == null ? List.of() : List.of(from));
        var both = "To " + names(envelope.to()) + ", from " + author;
        return new Row(
                path(mailbox, message),
                Frame.isInternet(mailbox) ? both : own ? "To: " + names(envelope.to()) : author,
                Frame.isInternet(mailbox) ? deliveredTo(exchange.internet(), message) : "",
                subject(message),
                message.summary().preview(),
                time(message.times().received()),
                !message.marks().read());
    }

    /** Empty for what was written there. */
    static String deliveredTo(Internet internet, Message message) {
        return internet.recipient(message).map(EmailAddress::address).orElse("");
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

    static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
