package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The properties of a message that can be filtered and ordered by. */
final class MessageFields {

    private static final Map<String, BiFunction<Mailbox, Message, @Nullable Object>> VALUES = Map.ofEntries(
            Map.entry("subject", (box, message) -> message.envelope().subject()),
            Map.entry("isread", (box, message) -> message.marks().read()),
            Map.entry("isdraft", (box, message) -> message.draft()),
            Map.entry("hasattachments", (box, message) -> message.summary().hasAttachments()),
            Map.entry("importance", (box, message) -> message.envelope().importance()),
            Map.entry(
                    "inferenceclassification", (box, message) -> message.marks().inference()),
            Map.entry("receiveddatetime", (box, message) -> message.times().received()),
            Map.entry("sentdatetime", (box, message) -> sent(message)),
            Map.entry(
                    "createddatetime", (box, message) -> seconds(message.times().created())),
            Map.entry(
                    "lastmodifieddatetime",
                    (box, message) -> seconds(message.times().modified())),
            Map.entry("internetmessageid", (box, message) -> message.envelope().internetMessageId()),
            Map.entry(
                    "conversationid",
                    (box, message) ->
                            box.ids().ofConversation(message.threading().conversation())),
            Map.entry(
                    "parentfolderid",
                    (box, message) -> box.ids().ofFolder(message.place().folder())),
            Map.entry("bodypreview", (box, message) -> message.summary().preview()),
            Map.entry(
                    "flag/flagstatus", (box, message) -> message.marks().flag().status()),
            Map.entry(
                    "from/emailaddress/address",
                    (box, message) -> address(message.envelope().from())),
            Map.entry(
                    "from/emailaddress/name",
                    (box, message) -> name(message.envelope().from())),
            Map.entry(
                    "sender/emailaddress/address",
                    (box, message) -> address(message.envelope().sender())),
            Map.entry(
                    "sender/emailaddress/name",
                    (box, message) -> name(message.envelope().sender())));

    /** A message as a filter sees it. */
    record MessageItem(Mailbox mailbox, Message message) implements Filter.Item {

        @Override
        public @Nullable Object value(String field) {
            return MessageFields.value(mailbox, message, field);
        }

        @Override
        public Optional<String> property(String id) {
            return ExtendedProperties.value(mailbox, message, id);
        }

        @Override
        public List<String> categories() {
            return message.marks().categories();
        }
    }

    private MessageFields() {}

    /** Refuses a name that is none of these. */
    static String known(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        if (!VALUES.containsKey(lower)) {
            throw GraphProblem.badUrl(
                    "Could not find a property named '" + path + "' on type 'microsoft.graph.message'.");
        }
        return lower;
    }

    private static @Nullable Object value(Mailbox mailbox, Message message, String field) {
        return Objects.requireNonNull(VALUES.get(field)).apply(mailbox, message);
    }

    static Comparator<Message> order(Mailbox mailbox, String field) {
        return (one, other) -> compare(value(mailbox, one, field), value(mailbox, other, field));
    }

    /** Text is compared without regard to letter case, as Exchange does. */
    static int compare(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case null -> other == null ? 0 : -1;
            case Instant time when other instanceof Instant otherTime -> time.compareTo(otherTime);
            case Integer number when other instanceof Integer otherNumber -> number.compareTo(otherNumber);
            case Boolean flag when other instanceof Boolean otherFlag -> flag.compareTo(otherFlag);
            default -> other == null ? 1 : one.toString().compareToIgnoreCase(other.toString());
        };
    }

    /** To the second; a draft's is when it was created. */
    static Instant sent(Message message) {
        var sent = message.envelope().sent();
        return seconds(sent == null ? message.times().created() : sent);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String address(@Nullable EmailAddress address) {
        return address == null ? "" : address.address();
    }

    private static String name(@Nullable EmailAddress address) {
        return address == null ? "" : address.name();
    }
}
