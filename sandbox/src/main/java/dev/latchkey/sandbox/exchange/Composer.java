package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.exchange.Mail.Header;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes drafts: from parts, from MIME, and as answers to mail. */
public final class Composer {

    /** Extended properties that stand for header fields: MS-OXPROPS, PidTagInReplyToId and PidTagInternetReferences. */
    private static final Map<String, String> HEADERS_OF_PROPERTIES =
            Map.of("string 0x1042", "In-Reply-To", "string 0x1039", "References");

    private final Store store;
    private final Clock clock;
    private final Stamps stamps;
    private final Conversations conversations;
    private final Supplier<Unverified> unverified;

    Composer(Store store, Clock clock, Stamps stamps, Conversations conversations, Supplier<Unverified> unverified) {
        this.store = store;
        this.clock = clock;
        this.stamps = stamps;
        this.conversations = conversations;
        this.unverified = unverified;
    }

    /** Completes a mail with what Exchange assigns: author, message id and thread. */
    public Mail complete(Mailbox mailbox, Mail mail, Map<String, String> properties) {
        var envelope = mail.envelope();
        if (envelope.internetMessageId().isEmpty()) {
            envelope = envelope.identifiedBy(stamps.messageId());
        }
        if (envelope.from() == null) {
            envelope = envelope.writtenBy(mailbox.address());
        }
        var headers = new ArrayList<>(mail.headers());
        properties.forEach((id, value) -> {
            var name = HEADERS_OF_PROPERTIES.get(id.toLowerCase(java.util.Locale.ROOT));
            if (name != null) {
                headers.removeIf(header -> header.named(name));
                headers.add(new Header(name, value));
            }
        });
        if (headers.stream().noneMatch(header -> header.named("Thread-Index"))) {
            headers.add(new Header("Thread-Topic", envelope.subject()));
            headers.add(new Header("Thread-Index", ThreadIndex.first(clock.instant(), stamps.random())));
        }
        return mail.with(envelope).withHeaders(List.copyOf(headers));
    }

    /** A new draft in the folder. */
    public Message draft(Mailbox mailbox, int folder, Mail mail, Marks marks, Map<String, String> properties) {
        var complete = complete(mailbox, mail, properties);
        return save(mailbox, folder, complete, MimeWriter.write(complete), marks, properties);
    }

    /** A new draft whose MIME is kept, but for fields that are missing. */
    public Message draft(Mailbox mailbox, int folder, byte[] mime) {
        var complete = complete(mailbox, mime);
        return save(mailbox, folder, MimeReader.read(complete), complete, Marks.READ, Map.of());
    }

    /** The same for MIME that is sent without a draft: whether its own Message-ID survives is not documented. */
    byte[] completeSent(Mailbox mailbox, byte[] mime) {
        var kept = unverified.get().mimeMessageId() == Unverified.MimeMessageId.KEPT;
        return complete(
                mailbox,
                kept ? mime : HeaderBytes.of(mime).without("Message-ID").bytes());
    }

    byte[] complete(Mailbox mailbox, byte[] mime) {
        var headers = HeaderBytes.of(mime);
        if (!headers.has("Message-ID")) {
            headers = headers.with("Message-ID", stamps.messageId());
        }
        if (!headers.has("From")) {
            headers = headers.with("From", mailbox.address().address());
        }
        if (!headers.has("Thread-Index")) {
            headers = headers.with("Thread-Index", ThreadIndex.first(clock.instant(), stamps.random()));
        }
        return headers.bytes();
    }

    private Message save(
            Mailbox mailbox, int folder, Mail mail, byte[] mime, Marks marks, Map<String, String> properties) {
        return store.change(() -> mailbox.add(
                folder,
                new NewMessage(
                        mime,
                        null,
                        mail.envelope(),
                        conversations.of(mailbox, mail, clock.instant()),
                        MimeReader.summary(mail, mime.length),
                        marks.withRead(true),
                        true,
                        properties)));
    }
}
