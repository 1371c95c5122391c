package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Envelope;
import dev.latchkey.sandbox.exchange.Flag;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Marks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a client writes of a message: what it names is changed, what it leaves out stays. */
final class DraftJson {

    private static final Envelope EMPTY =
            new Envelope("", "", null, null, List.of(), List.of(), List.of(), List.of(), null, "normal");

    /** Lengths that Exchange bounds: MS-OXPROPS, PidTagSubject, and RFC 5322 §2.1.1 for a line. */
    private static final int LONGEST_SUBJECT = 255;

    private static final int LONGEST_LINE = 998;
    private static final Pattern HEADER_NAME = Pattern.compile("[Xx]-[!-9;-~]{1,250}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,500}>");

    private DraftJson() {}

    /** A new mail, with no more headers of its own than may be; null: any number. */
    static Mail mail(JsonBody json, @Nullable Integer mostHeaders) {
        var headers = headers(json);
        if (mostHeaders != null && headers.size() > mostHeaders) {
            throw new GraphProblem(
                    400,
                    "InvalidInternetMessageHeaderCollection",
                    "Maximum number of headers in one message should be less than or equal to " + mostHeaders + ".");
        }
        var empty = new Mail(EMPTY, Mail.Body.EMPTY, AttachmentJson.readAll(json), headers);
        return change(empty, json);
    }

    /** The mail with what the JSON names. */
    static Mail change(Mail mail, JsonBody json) {
        var body = json.object("body").map(DraftJson::body).orElse(mail.body());
        return mail.with(envelope(mail.envelope(), json)).with(body);
    }

    /** The properties that only a draft lets one change: subject, body, recipients and the like. */
    static boolean touchesContent(JsonBody json) {
        return List.of(
                        "subject",
                        "body",
                        "from",
                        "sender",
                        "toRecipients",
                        "ccRecipients",
                        "bccRecipients",
                        "replyTo",
                        "internetMessageId",
                        "importance",
                        "singleValueExtendedProperties")
                .stream()
                .anyMatch(json::has);
    }

    static Marks marks(Marks marks, JsonBody json) {
        var changed = marks;
        var read = json.flag("isRead");
        if (read.isPresent()) {
            changed = changed.withRead(read.get());
        }
        var categories = json.texts("categories");
        if (categories.isPresent()) {
            changed = changed.withCategories(categories.get());
        }
        var inference = json.oneOf("inferenceClassification", "focused", "other");
        if (inference.isPresent()) {
            changed = changed.withInference(inference.get());
        }
        return json.object("flag").map(DraftJson::flag).map(changed::withFlag).orElse(changed);
    }

    private static Envelope envelope(Envelope old, JsonBody json) {
        var subject = json.text("subject").orElse(old.subject());
        if (subject.length() > LONGEST_SUBJECT) {
            throw new GraphProblem(400, "ErrorInvalidPropertySet", "The subject is longer than 255 characters.");
        }
        var from = json.recipientOf("from").or(() -> Optional.ofNullable(old.from()));
        return new Envelope(
                messageId(json).orElse(old.internetMessageId()),
                subject,
                from.orElse(null),
                json.recipientOf("sender")
                        .or(() -> Optional.ofNullable(old.sender()))
                        .or(() -> from)
                        .orElse(null),
                people(json, "toRecipients", old.to()),
                people(json, "ccRecipients", old.cc()),
                people(json, "bccRecipients", old.bcc()),
                people(json, "replyTo", old.replyTo()),
                old.sent(),
                json.oneOf("importance", "low", "normal", "high").orElse(old.importance()));
    }

    private static List<EmailAddress> people(JsonBody json, String name, List<EmailAddress> old) {
        return json.recipients(name).orElse(old);
    }

    private static Optional<String> messageId(JsonBody json) {
        var id = json.text("internetMessageId").filter(given -> !given.isEmpty());
        if (id.isPresent() && !MESSAGE_ID.matcher(id.get()).matches()) {
            throw new GraphProblem(400, "ErrorInvalidPropertySet", "The internet message id is not valid.");
        }
        return id;
    }

    private static Mail.Body body(JsonBody json) {
        var type = json.text("contentType").orElse("text").toLowerCase(Locale.ROOT);
        if (!type.equals("html") && !type.equals("text")) {
            throw JsonBody.wrongType("contentType", "one of text, html");
        }
        return new Mail.Body(type.equals("html"), json.text("content").orElse(""));
    }

    private static List<Mail.Header> headers(JsonBody json) {
        var headers = new ArrayList<Mail.Header>();
        for (var header : json.objects("internetMessageHeaders").orElse(List.of())) {
            var name = header.text("name").orElse("");
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new GraphProblem(
                        400,
                        "InvalidInternetMessageHeader",
                        "The internet message header name '%s' should start with 'x-' or 'X-'.".formatted(name));
            }
            var value = header.text("value").orElse("");
            if (value.length() > LONGEST_LINE) {
                throw new GraphProblem(
                        400, "InvalidInternetMessageHeader", "The value of '%s' is too long.".formatted(name));
            }
            headers.add(new Mail.Header(name, value));
        }
        return headers;
    }

    private static Flag flag(JsonBody json) {
        var status =
                json.oneOf("flagStatus", "notFlagged", "flagged", "complete").orElse("notFlagged");
        var due = time(json, "dueDateTime");
        var start = time(json, "startDateTime");
        if (due.isPresent() && start.isEmpty()) {
            throw new GraphProblem(400, "ErrorInvalidArgument", "A due date needs a start date.");
        }
        return new Flag(
                status,
                start.orElse(null),
                due.orElse(null),
                time(json, "completedDateTime").orElse(null));
    }

    private static Optional<Map<String, String>> time(JsonBody json, String name) {
        return json.object(name).map(time -> {
            var fields = new HashMap<String, String>();
            fields.put("dateTime", time.text("dateTime").orElse(""));
            fields.put("timeZone", time.text("timeZone").orElse("UTC"));
            return fields;
        });
    }
}
