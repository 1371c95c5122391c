package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The single-value extended properties of a message: those that a client set, and the well-known ones of MAPI.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/extended-properties-overview">Extended properties</a>
 */
record ExtendedProperties(Map<String, String> values) {

    private static final String MESSAGE_CLASS = "string 0x1a";
    private static final String MESSAGE_ID = "string 0x1035";
    private static final String IN_REPLY_TO = "string 0x1042";
    private static final String REFERENCES = "string 0x1039";
    private static final String HEADERS = "string 0x7d";
    private static final Set<String> WELL_KNOWN = Set.of(MESSAGE_CLASS, MESSAGE_ID, IN_REPLY_TO, REFERENCES, HEADERS);

    static ExtendedProperties of(Message message, Mail mail) {
        var values = new HashMap<String, String>();
        message.properties().forEach((id, value) -> values.put(id.toLowerCase(Locale.ROOT), value));
        var isReport = mail.header("X-MS-Exchange-Message-Is-Ndr") != null
                || String.valueOf(mail.header("Content-Type"))
                        .toLowerCase(Locale.ROOT)
                        .contains("report-type=delivery-status");
        values.putIfAbsent(MESSAGE_CLASS, isReport ? "REPORT.IPM.Note.NDR" : "IPM.Note");
        put(values, MESSAGE_ID, message.envelope().internetMessageId());
        put(values, IN_REPLY_TO, mail.header("In-Reply-To"));
        put(values, REFERENCES, mail.header("References"));
        put(
                values,
                HEADERS,
                mail.headers().stream()
                        .map(header -> header.name() + ": " + header.value())
                        .collect(Collectors.joining("\r\n")));
        return new ExtendedProperties(values);
    }

    Optional<String> value(String id) {
        return Optional.ofNullable(values.get(id.toLowerCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(values.get(canonical(id))));
    }

    /** Of one message; its content is read only for a property that comes from there. */
    static Optional<String> value(Mailbox mailbox, Message message, String id) {
        if (isMessageId(id)) {
            return Optional.of(message.envelope().internetMessageId());
        }
        if (isWellKnown(id)) {
            return of(message, MimeReader.read(mailbox.mime(message))).value(id);
        }
        return message.properties().entrySet().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(id))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Every message has it or may have it, whether or not a client ever set it. */
    static boolean isWellKnown(String id) {
        return WELL_KNOWN.contains(canonical(id));
    }

    static boolean isMessageId(String id) {
        return canonical(id).equals(MESSAGE_ID);
    }

    private static String canonical(String id) {
        return id.toLowerCase(Locale.ROOT).replace(" 0x00", " 0x");
    }

    /** Reads what a client wants to set. */
    static Map<String, String> read(JsonBody message) {
        var properties = new HashMap<String, String>();
        for (var property : message.objects("singleValueExtendedProperties").orElse(List.of())) {
            var id = property.text("id").orElse("");
            if (!id.matches("(?i)(String|Integer|Boolean|SystemTime|Double|Long|CLSID|Binary|Short|Float|Currency)"
                    + " (0x[0-9a-f]{1,8}|\\{[0-9a-f-]{36}} (Name .{1,256}|Id 0x[0-9a-f]{1,8}))")) {
                throw new GraphProblem(
                        400,
                        "ErrorInvalidProperty",
                        "PropertyId values may only be in one of the following formats:"
                                + " 'MapiPropertyType namespaceGuid Name propertyName', 'MapiPropertyType namespaceGuid Id"
                                + " propertyId' or 'MapiPropertyType propertyTag'.");
            }
            properties.put(id, property.text("value").orElse(""));
        }
        return Map.copyOf(properties);
    }

    private static void put(Map<String, String> values, String id, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(id, value);
        }
    }
}
