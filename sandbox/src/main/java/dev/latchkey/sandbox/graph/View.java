package dev.latchkey.sandbox.graph;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a caller wants to see messages.
 *
 * @param attachments what is shown of the attachments; null where they are not expanded
 * @param propertyIds the single-value extended properties to expand
 * @param basic without body and everything else that {@code Mail.ReadBasic} hides
 */
record View(
        Selection select,
        @Nullable Selection attachments,
        List<String> propertyIds,
        boolean immutableIds,
        Bodies bodies,
        boolean basic) {

    /** The forms of an HTML body. */
    enum Bodies {
        TEXT,
        SAFE_HTML,
        HTML
    }

    /** What $select may name: the properties of a message in Microsoft's metadata. */
    private static final List<String> KNOWN = List.of(
            ("id,categories,changeKey,createdDateTime,lastModifiedDateTime,subject,body,bodyPreview,uniqueBody,sender,"
                            + "from,toRecipients,ccRecipients,bccRecipients,replyTo,conversationId,"
                            + "conversationIndex,internetMessageId,internetMessageHeaders,parentFolderId,"
                            + "receivedDateTime,sentDateTime,hasAttachments,importance,inferenceClassification,"
                            + "isRead,isDraft,isDeliveryReceiptRequested,isReadReceiptRequested,flag,webLink,"
                            + "attachments,singleValueExtendedProperties,multiValueExtendedProperties,extensions")
                    .split(",", -1));

    private static final String TYPE = "microsoft.graph.message";
    private static final List<String> EXPANDABLE =
            List.of("attachments", "extensions", "singleValueExtendedProperties", "multiValueExtendedProperties");
    private static final Pattern PROPERTY_ID = Pattern.compile("(?i)id\\s+eq\\s+'((?:[^']|'')*)'");

    static View of(GraphCall call) {
        return of(call, call.query());
    }

    static View of(GraphCall call, GraphQuery query) {
        var expands = Expand.read(query, TYPE, EXPANDABLE);
        if (call.basicOnly()
                && expands.stream().anyMatch(expand -> !expand.name().equals("extensions"))) {
            throw GraphProblem.accessDenied();
        }
        return new View(
                Selection.read(query.get("$select"), TYPE, KNOWN),
                expands.stream()
                        .filter(expand -> expand.name().equals("attachments"))
                        .map(expand -> AttachmentQuery.selection(expand.option("$select")))
                        .findFirst()
                        .orElse(null),
                expands.stream()
                        .filter(expand -> expand.name().equals("singlevalueextendedproperties"))
                        .flatMap(View::propertyIds)
                        .toList(),
                call.immutableIds(),
                call.bodies(),
                call.basicOnly());
    }

    private static Stream<String> propertyIds(Expand expand) {
        return PROPERTY_ID
                .matcher(expand.option("$filter").orElse(""))
                .results()
                .map(found -> found.group(1).replace("''", "'"));
    }

    boolean shows(String property) {
        return select.shows(property);
    }

    /** For properties that come only when asked for. */
    boolean chose(String property) {
        return select.chose(property);
    }
}
