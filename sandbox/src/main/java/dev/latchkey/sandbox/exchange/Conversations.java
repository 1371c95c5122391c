package dev.latchkey.sandbox.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the conversation of a mail in a mailbox: by the mails that it answers, else by its {@code Thread-Index}. */
final class Conversations {

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");

    private final Stamps stamps;

    Conversations(Stamps stamps) {
        this.stamps = stamps;
    }

    Message.Threading of(Mailbox mailbox, Mail mail, Instant time) {
        var index = Optional.ofNullable(mail.header("Thread-Index"));
        var parent = answered(mail).stream()
                .flatMap(id -> mailbox.lists().byInternetMessageId(id).stream())
                .findFirst();
        if (parent.isPresent()) {
            return new Message.Threading(
                    parent.get().threading().conversation(),
                    index.orElseGet(() -> ThreadIndex.reply(parent.get().threadIndex(), time, stamps.random())));
        }
        return index.flatMap(ThreadIndex::conversation)
                .map(conversation -> new Message.Threading(conversation, index.get()))
                .orElseGet(this::anew);
    }

    private Message.Threading anew() {
        var guid = new byte[16];
        stamps.random().nextBytes(guid);
        return new Message.Threading(HexFormat.of().formatHex(guid), null);
    }

    /** The ids of the mails that it answers, the nearest first: RFC 5322 §3.6.4. */
    static List<String> answered(Mail mail) {
        var references = new ArrayList<>(ids(mail.header("References")));
        Collections.reverse(references);
        return Stream.concat(ids(mail.header("In-Reply-To")).stream(), references.stream())
                .distinct()
                .toList();
    }

    static List<String> ids(@org.jspecify.annotations.Nullable String field) {
        return field == null
                ? List.of()
                : MESSAGE_ID
                        .matcher(field)
                        .results()
                        .map(found -> found.group())
                        .toList();
    }
}
