package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /_sandbox/import} puts real mail into a mailbox, {@code POST /_sandbox/deliver} mail from a sender who has
 * no mailbox here. Both are for programs: their content types are none that a form of another site can send.
 * {@code GET /_sandbox/tenants/{id or domain}/limits} tells how many external recipients the tenant has reached,
 * and {@code /_sandbox/internet} which domains outside take mail.
 */
public final class MailControl implements HttpService {

    /**
     * The body of {@code deliver}.
     *
     * @param headers further header fields; a {@code Message-ID} among them is kept
     */
    private record Delivered(
            @Nullable String from,
            @Nullable String to,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable Map<String, String> headers) {}

    /** What came of it, by the ids that Graph gives. */
    private record Ids(String id, String immutableId, String internetMessageId, String conversationId) {}

    private record Imported(int count, List<Ids> messages) {}

    private static final String EML = "message/rfc822";
    /** Exchange Online's own limit, in bytes. */
    private static final int LARGEST_MAIL = 150 * 1024 * 1024;

    private static final String MBOX = "application/mbox";
    private static final Pattern ADDRESS = Pattern.compile("(?:(.*?)\\s*<)?([^\\s<>]+@[^\\s<>]+)>?");

    /** RFC 5322 §3.6.8. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]{1,250}");

    /** Ids of at most so many messages are listed. */
    private static final int LISTED = 1_000;

    private final Mailboxes mailboxes;
    private final MailImport mailImport;
    private final OutsideMail outsideMail;
    private final SendingLimits sendingLimits;
    private final Internet internet;

    public MailControl(Exchange exchange) {
        this.mailboxes = exchange.mailboxes();
        this.mailImport = exchange.mailImport();
        this.outsideMail = exchange.outsideMail();
        this.sendingLimits = exchange.sendingLimits();
        this.internet = exchange.internet();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/_sandbox/import", this::load)
                .post("/_sandbox/deliver", this::deliver)
                .get("/_sandbox/tenants/{tenant}/limits", this::limits)
                .get("/_sandbox/internet", (request, response) -> Json.send(response, Status.OK_200, internet.reach()))
                .patch("/_sandbox/internet", this::reach);
    }

    private void reach(ServerRequest request, ServerResponse response) {
        Json.merge(internet.reach(), Internet.Reach.class, Body.of(request))
                .ifPresentOrElse(
                        reach -> {
                            requireOutside(reach);
                            internet.change(reach);
                            Json.send(response, Status.OK_200, reach);
                        },
                        () -> refuse(response, Status.BAD_REQUEST_400, "Send {\"domains\": [\"example.com\"]}."));
    }

    private void requireOutside(Internet.Reach reach) {
        reach.domains().stream().filter(mailboxes::isLocal).findFirst().ifPresent(domain -> {
            throw new Body.Refused(
                    Status.BAD_REQUEST_400, "domains are outside, and " + domain + " is not; see docs/sandbox.md.");
        });
    }

    private void limits(ServerRequest request, ServerResponse response) {
        sendingLimits
                .external(request.path().pathParameters().get("tenant"))
                .ifPresentOrElse(
                        enforcement -> Json.send(response, Status.OK_200, Map.of("externalRecipients", enforcement)),
                        () -> refuse(response, Status.NOT_FOUND_404, "There is no such tenant."));
    }

    private void load(ServerRequest request, ServerResponse response) throws IOException {
        var query = Fields.ofQuery(request);
        var mailbox = mailboxes.byAddress(query.get("mailbox", ""));
        var folder = mailbox.flatMap(box -> box.folders().get(query.get("folder", "inbox")));
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (Origin.isForeign(request)) {
            refuse(response, Status.FORBIDDEN_403, "Requests from other sites are refused.");
        } else if (mailbox.isEmpty() || folder.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such mailbox or folder.");
        } else if (!request.content().hasEntity()) {
            refuse(response, Status.BAD_REQUEST_400, "The body is the mail.");
        } else if (type.startsWith(EML)) {
            var mime = Body.of(request, LARGEST_MAIL);
            imported(
                    response,
                    mailbox.get(),
                    mailImport.eml(mailbox.get(), folder.get().number(), mime));
        } else if (type.startsWith(MBOX)) {
            try (var stream = request.content().inputStream()) {
                imported(
                        response,
                        mailbox.get(),
                        mailImport.mbox(mailbox.get(), folder.get().number(), stream));
            }
        } else {
            refuse(response, Status.UNSUPPORTED_MEDIA_TYPE_415, "Send " + EML + " or " + MBOX + ".");
        }
    }

    private void deliver(ServerRequest request, ServerResponse response) {
        if (Origin.isForeign(request)) {
            refuse(response, Status.FORBIDDEN_403, "Requests from other sites are refused.");
            return;
        }
        var body = Body.of(request);
        var mail = Json.read(body, Delivered.class);
        var from = mail.flatMap(given -> address(given.from()));
        if (mail.isEmpty() || from.isEmpty() || !headersAreSound(mail.get())) {
            refuse(response, Status.BAD_REQUEST_400, "Send JSON with from, to, subject, text or html, and headers.");
            return;
        }
        var mailbox = address(mail.get().to()).flatMap(to -> mailboxes.byAddress(to.address()));
        if (mailbox.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "No mailbox has that address.");
            return;
        }
        var given = mail.get();
        var delivered = outsideMail.deliver(
                mailbox.get(),
                from.get(),
                Objects.requireNonNullElse(given.subject(), ""),
                given.html() != null
                        ? new Mail.Body(true, given.html())
                        : new Mail.Body(false, Objects.requireNonNullElse(given.text(), "")),
                headers(given).entrySet().stream()
                        .map(header -> new Mail.Header(header.getKey(), header.getValue()))
                        .toList());
        Json.send(response, Status.CREATED_201, ids(mailbox.get(), delivered));
    }

    private static Map<String, String> headers(Delivered mail) {
        return Objects.requireNonNullElse(mail.headers(), Map.of());
    }

    private static boolean headersAreSound(Delivered mail) {
        return headers(mail).keySet().stream()
                .allMatch(name -> HEADER_NAME.matcher(name).matches());
    }

    private static void imported(ServerResponse response, Mailbox mailbox, List<Message> messages) {
        var listed = messages.stream()
                .limit(LISTED)
                .map(message -> ids(mailbox, message))
                .toList();
        Json.send(response, Status.CREATED_201, new Imported(messages.size(), listed));
    }

    private static Ids ids(Mailbox mailbox, Message message) {
        return new Ids(
                mailbox.ids().of(message, false),
                mailbox.ids().of(message, true),
                message.envelope().internetMessageId(),
                mailbox.ids().ofConversation(message.threading().conversation()));
    }

    private static Optional<EmailAddress> address(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var matcher = ADDRESS.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new EmailAddress(Objects.requireNonNullElse(matcher.group(1), ""), matcher.group(2)))
                : Optional.empty();
    }

    private static void refuse(ServerResponse response, Status status, String message) {
        Json.send(response, status, Map.of("error", message));
    }
}
