package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Mail from senders who have no mailbox here. */
public final class OutsideMail {

    private final Store store;
    private final Clock clock;
    private final Stamps stamps;
    private final Delivery delivery;

    OutsideMail(Store store, Clock clock, Stamps stamps, Delivery delivery) {
        this.store = store;
        this.clock = clock;
        this.stamps = stamps;
        this.delivery = delivery;
    }

    /** Delivers a mail into the Inbox; its own Message-ID stays when its headers bring one. */
    public Message deliver(
            Mailbox mailbox, EmailAddress from, String subject, Mail.Body body, List<Mail.Header> headers) {
        var others = new ArrayList<>(headers);
        var messageId = others.stream()
                .filter(header -> header.named("Message-ID"))
                .map(Mail.Header::value)
                .findFirst()
                .orElseGet(stamps::messageId);
        var envelope = new Envelope(
                messageId,
                subject,
                from,
                from,
                List.of(mailbox.address()),
                List.of(),
                List.of(),
                List.of(),
                clock.instant(),
                "normal");
        var mime = MimeWriter.write(new Mail(envelope, body, List.of(), others));
        var message = store.change(() -> delivery.fromOutside(mailbox, mime, from.address()));
        store.commit();
        return message;
    }

    /** Delivers finished MIME into the Inboxes, byte for byte under its trace. */
    public void deliver(Collection<Mailbox> mailboxes, String sender, byte[] mime) {
        store.change(() -> {
            mailboxes.forEach(mailbox -> delivery.fromOutside(mailbox, mime, sender));
            return mailboxes.size();
        });
        store.commit();
    }
}
