package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Mail from senders who have no mailbox here. */
public final class OutsideMail {

    private final Store store;
    private final Ledger ledger;
    private final Clock clock;
    private final Stamps stamps;
    private final Delivery delivery;
    private final Mailboxes mailboxes;
    private final Internet internet;
    private final Replies replies;

    @SuppressWarnings("size:parameters") // the parts of one process, wired once in Exchange
    OutsideMail(
            Store store,
            Ledger ledger,
            Clock clock,
            Stamps stamps,
            Delivery delivery,
            Mailboxes mailboxes,
            Internet internet) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.stamps = stamps;
        this.delivery = delivery;
        this.mailboxes = mailboxes;
        this.internet = internet;
        this.replies = new Replies(clock, stamps);
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
        return carry(List.of(mailbox), from.address(), mime, Way.SANDBOX).getFirst();
    }

    /** Delivers finished MIME that came by SMTP into the Inboxes, byte for byte under its trace, with a Message-ID if it has none. */
    public void deliver(Collection<Mailbox> recipients, String sender, byte[] mime) {
        var identified = MimeReader.read(mime).envelope().internetMessageId().isEmpty()
                ? HeaderBytes.of(mime).with("Message-ID", stamps.messageId()).bytes()
                : mime;
        carry(recipients, sender, identified, Way.SMTP);
    }

    private List<Message> carry(Collection<Mailbox> recipients, String sender, byte[] mime, Way way) {
        var messageId = MimeReader.read(mime).envelope().internetMessageId();
        var messages = store.change(() -> {
            ledger.record(
                    "mail.accepted",
                    Map.of(
                            "messageId",
                            messageId,
                            "from",
                            sender,
                            "recipients",
                            Integer.toString(recipients.size()),
                            "way",
                            way.name()));
            return recipients.stream()
                    .map(mailbox -> delivery.fromOutside(mailbox, mime, sender, way))
                    .toList();
        });
        store.commit();
        return messages;
    }

    /** Who has a mailbox here and would get the answer to that mail. */
    public List<EmailAddress> answerable(Message original) {
        return replies.answer(internet.mailbox(), original, Replies.Kind.REPLY, "").envelope().to().stream()
                .filter(person -> mailboxes.byAddress(person.address()).isPresent())
                .toList();
    }

    /** Answers mail that left, as whoever got it; to nobody where {@link #answerable} is empty. */
    public void answer(Message original, EmailAddress author, String text) {
        var answer = replies.answer(internet.mailbox(), original, Replies.Kind.REPLY, text);
        var id = "<%016x%08x@%s>"
                .formatted(stamps.random().nextLong(), stamps.random().nextInt(), author.domain());
        // other mail systems know nothing of Thread-Index
        var threading = answer.headers().stream()
                .filter(header -> header.named("In-Reply-To") || header.named("References"))
                .toList();
        var envelope = answer.envelope().writtenBy(author).identifiedBy(id).sentAt(clock.instant());
        var mime = MimeWriter.write(answer.with(envelope).withHeaders(threading));
        var recipients = answerable(original).stream()
                .flatMap(person -> mailboxes.byAddress(person.address()).stream())
                .toList();
        store.change(() -> {
            internet.keep(mime);
            return carry(recipients, author.address(), mime, Way.PAGE);
        });
    }
}
