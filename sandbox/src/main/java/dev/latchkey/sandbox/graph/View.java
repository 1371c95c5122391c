package dev.latchkey.sandbox.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a caller wants to see messages.
 *
 * @param select the chosen properties in lower case; empty for the default ones
 * @param propertyIds the single-value extended properties to expand
 * @param basic without body and everything else that {@code Mail.ReadBasic} hides
 */
record View(
        Set<String> select,
        boolean expandAttachments,
        List<String> propertyIds,
        boolean immutableIds,
        boolean textBodies,
        boolean basic) {

    /** What $select may name: the properties of a message in Microsoft's metadata, in lower case. */
    private static final Set<String> KNOWN = Arrays.stream(
                    ("id,categories,changeKey,createdDateTime,lastModifiedDateTime,subject,body,bodyPreview,uniqueBody,sender,"
                                    + "from,toRecipients,ccRecipients,bccRecipients,replyTo,conversationId,"
                                    + "conversationIndex,internetMessageId,internetMessageHeaders,parentFolderId,"
                                    + "receivedDateTime,sentDateTime,hasAttachments,importance,inferenceClassification,"
                                    + "isRead,isDraft,isDeliveryReceiptRequested,isReadReceiptRequested,flag,webLink,"
                                    + "attachments,singleValueExtendedProperties,multiValueExtendedProperties,extensions")
                            .split(",", -1))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern PROPERTY_ID = Pattern.compile("(?i)id\\s+eq\\s+'((?:[^']|'')*)'");

    static View of(GraphCall call) {
        return of(call, call.query());
    }

    static View of(GraphCall call, GraphQuery query) {
        var expand = query.get("$expand").orElse("");
        var lower = expand.toLowerCase(Locale.ROOT);
        if (call.basicOnly() && (lower.contains("attachments") || lower.contains("extendedproperties"))) {
            throw GraphProblem.accessDenied();
        }
        var ids = PROPERTY_ID
                .matcher(expand)
                .results()
                .map(found -> found.group(1).replace("''", "'"))
                .toList();
        return new View(
                select(query.get("$select")),
                lower.contains("attachments"),
                ids,
                call.immutableIds(),
                call.textBodies(),
                call.basicOnly());
    }

    boolean shows(String property) {
        return select.isEmpty() || select.contains(property.toLowerCase(Locale.ROOT));
    }

    /** For properties that come only when asked for. */
    boolean chose(String property) {
        return select.contains(property.toLowerCase(Locale.ROOT));
    }

    private static Set<String> select(Optional<String> option) {
        if (option.isEmpty() || option.get().isBlank()) {
            return Set.of();
        }
        var names = Arrays.stream(option.get().split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (var name : names) {
            if (!KNOWN.contains(name)) {
                throw GraphProblem.badUrl("Parsing OData Select and Expand failed: Could not find a property named '"
                        + name + "' on type 'microsoft.graph.message'.");
            }
        }
        return names;
    }
}
