package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The single-value extended properties of a message: those that a client set, and the well-known ones of MAPI.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/extended-properties-overview">Extended properties</a>
 */
record ExtendedProperties(Map<String, String> values) {

    static ExtendedProperties of(Message message, Mail mail) {
        var values = new HashMap<String, String>();
        message.properties().forEach((id, value) -> values.put(id.toLowerCase(Locale.ROOT), value));
        var isReport = mail.header("X-MS-Exchange-Message-Is-Ndr") != null
                || String.valueOf(mail.header("Content-Type"))
                        .toLowerCase(Locale.ROOT)
                        .contains("report-type=delivery-status");
        values.putIfAbsent("string 0x1a", isReport ? "REPORT.IPM.Note.NDR" : "IPM.Note");
        put(values, "string 0x1035", message.envelope().internetMessageId());
        put(values, "string 0x1042", mail.header("In-Reply-To"));
        put(values, "string 0x1039", mail.header("References"));
        put(
                values,
                "string 0x7d",
                mail.headers().stream()
                        .map(header -> header.name() + ": " + header.value())
                        .collect(Collectors.joining("\r\n")));
        return new ExtendedProperties(values);
    }

    Optional<String> value(String id) {
        var lower = id.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(values.get(lower))
                .or(() -> Optional.ofNullable(values.get(lower.replace(" 0x00", " 0x"))));
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
