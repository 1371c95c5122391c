package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Header;
import dev.latchkey.service.messages.MessageKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header lines of a message and what they say of it. Everything here was written by strangers. */
record Headers(List<Header> lines) {

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,995}>");
    private static final int MOST_REFERENCES = 100;
    private static final Set<String> MACHINE_PRECEDENCE = Set.of("auto_reply", "bulk", "junk");

    /** RFC 5322 §3.6.4; some programs put words around the id. */
    @Nullable
    String inReplyTo() {
        return ids("In-Reply-To").findFirst().orElse(null);
    }

    /** The newest of them, where there are very many. */
    List<String> references() {
        var all = ids("References").toList();
        return all.subList(Math.max(0, all.size() - MOST_REFERENCES), all.size());
    }

    /** What the message is for itself, before looking at whom it answers: never {@code REPLY}. */
    MessageKind kind() {
        if (bounce()) {
            return MessageKind.BOUNCE;
        }
        return automatic() ? MessageKind.AUTOMATIC : MessageKind.ORDINARY;
    }

    /** A report of RFC 3464, or what Exchange puts on its own: the header is there, with nothing in it. */
    private boolean bounce() {
        var type = value("Content-Type").orElse("");
        return has("X-MS-Exchange-Message-Is-Ndr")
                || has("X-Failed-Recipients")
                || (type.startsWith("multipart/report") && type.contains("delivery-status"));
    }

    /**
     * RFC 3834 §5, and what came before it. X-Auto-Response-Suppress is no sign: it asks others not to answer. Precedence
     * stands on newsletters too, and counts only on an answer.
     */
    private boolean automatic() {
        var submitted = value("Auto-Submitted").map(Headers::firstWord).orElse("no");
        var answers = inReplyTo() != null || has("References");
        return !submitted.equals("no")
                || has("X-Autoreply")
                || has("X-Autorespond")
                || value("Content-Type").orElse("").contains("disposition-notification")
                || (answers
                        && value("Precedence")
                                .map(Headers::firstWord)
                                .filter(MACHINE_PRECEDENCE::contains)
                                .isPresent());
    }

    private boolean has(String name) {
        return lines.stream().anyMatch(line -> line.name().equalsIgnoreCase(name));
    }

    private Optional<String> value(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(line -> line.value().strip().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private Stream<String> ids(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .flatMap(line -> MESSAGE_ID.matcher(Clean.text(line.value())).results())
                .map(match -> match.group());
    }

    private static String firstWord(String value) {
        return value.split("[\\s;(]", 2)[0];
    }
}
