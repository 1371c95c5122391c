package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes mail for delivery. All of one submission (the copy in Sent Items, every delivery, the report of what could not be
 * delivered, the ledger) is one change of the store, committed before the answer, so that no crash leaves half of it.
 */
public final class PostOffice {

    private final Store store;
    private final Clock clock;
    private final Ledger ledger;
    private final Composer composer;
    private final Outbox outbox;
    private final SendingLimits limits;
    private final SendFaults faults;

    @SuppressWarnings("size:parameters") // the parts of one process, wired once in Exchange
    PostOffice(
            Store store,
            Clock clock,
            Ledger ledger,
            Composer composer,
            Outbox outbox,
            SendingLimits limits,
            SendFaults faults) {
        this.store = store;
        this.clock = clock;
        this.ledger = ledger;
        this.composer = composer;
        this.outbox = outbox;
        this.limits = limits;
        this.faults = faults;
    }

    /** Whether the message is a draft that was not sent before. */
    public boolean maySend(Mailbox mailbox, Message message) {
        return message.draft() && !outbox.holds(mailbox, message);
    }

    /** Sends a draft: it becomes the copy in Sent Items, under the same message id. */
    public Submission send(Mailbox mailbox, Message draft) {
        return submit(
                mailbox,
                new Given(Way.GRAPH_DRAFT, mailbox.mime(draft), draft.properties(), List.of(), draft.item(), true));
    }

    /** Sends a mail at once. */
    public Submission send(
            Way way, Mailbox mailbox, Mail mail, Map<String, String> properties, boolean saveToSentItems) {
        var mime = MimeWriter.write(composer.complete(mailbox, mail, properties));
        return submit(mailbox, new Given(way, mime, properties, List.of(), null, saveToSentItems));
    }

    /** Sends MIME as it is, but for fields that are missing. */
    public Submission send(Mailbox mailbox, byte[] given, boolean saveToSentItems) {
        return submit(
                mailbox,
                new Given(
                        Way.GRAPH_MIME,
                        composer.completeSent(mailbox, given),
                        Map.of(),
                        List.of(),
                        null,
                        saveToSentItems));
    }

    /** The same, to these and to nobody else, whatever its fields say: SMTP's envelope (RFC 5321 §2.3.1). */
    public Submission sendTo(Mailbox mailbox, byte[] given, List<EmailAddress> recipients) {
        return submit(
                mailbox, new Given(Way.SMTP, composer.complete(mailbox, given), Map.of(), recipients, null, true));
    }

    /** @param recipients empty: those of its fields */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Given(
            Way way,
            byte[] mime,
            Map<String, String> properties,
            List<EmailAddress> recipients,
            @Nullable Long draft,
            boolean copy) {

        List<EmailAddress> goesTo(Envelope envelope) {
            return recipients.isEmpty() ? envelope.recipients() : EmailAddress.eachOnce(recipients);
        }
    }

    private Submission submit(Mailbox mailbox, Given given) {
        var sent = HeaderBytes.of(given.mime())
                .with("Date", Stamps.date(clock.instant()))
                .bytes();
        var mail = MimeReader.read(sent);
        var envelope = mail.envelope();
        var recipients = given.goesTo(envelope);
        var refused = refusal(mailbox, sent, recipients, sent.length + mail.apart());
        if (refused.isPresent()) {
            return refused.get();
        }
        var excess = limits.count(mailbox, recipients, given.way());
        if (excess.isPresent() && !excess.get().reported()) {
            return new Submission.TooManyRecipients(
                    excess.get().status(), excess.get().text());
        }
        var fault = faults.meet(mailbox.owner().mail()).orElse(SendFault.NONE);
        var parcel = new Outbox.Parcel(
                mailbox.owner().objectId(),
                recipients,
                given.properties(),
                given.way(),
                given.draft(),
                given.copy() && fault.keepsCopy(),
                excess.orElse(null));
        store.change(() -> {
            ledger.record("send.accepted", facts(mailbox, mail, recipients, given));
            outbox.take(mailbox, parcel, new Intake.Content(sent, mail), fault);
            return envelope;
        });
        store.commit();
        return new Submission.Accepted(envelope.internetMessageId());
    }

    private static Optional<Submission> sentAsAnother(Mailbox mailbox, byte[] mime) {
        return MimeReader.originators(mime).stream()
                .filter(person -> !person.is(mailbox.owner().mail()))
                .findFirst()
                .map(person -> new Submission.SendAsDenied(person.address()));
    }

    private Optional<Submission> refusal(Mailbox mailbox, byte[] mime, List<EmailAddress> recipients, long size) {
        if (recipients.isEmpty()) {
            return Optional.of(new Submission.NoRecipients());
        }
        var denied = sentAsAnother(mailbox, mime);
        if (denied.isPresent()) {
            return denied;
        }
        if (size > limits.largestMail(mailbox)) {
            return Optional.of(new Submission.TooLarge());
        }
        return recipients.size() > SendingLimits.RECIPIENTS_OF_A_MAIL
                ? Optional.of(new Submission.OverRecipientLimit())
                : Optional.empty();
    }

    private static Map<String, String> facts(Mailbox mailbox, Mail mail, List<EmailAddress> recipients, Given given) {
        var envelope = mail.envelope();
        var facts = new HashMap<String, String>();
        facts.put("messageId", envelope.internetMessageId());
        facts.put("from", mailbox.owner().mail());
        facts.put("to", addresses(recipients));
        facts.put("recipients", Integer.toString(recipients.size()));
        facts.put("way", given.way().name());
        facts.put("mailbox", mailbox.owner().mail());
        facts.put("subject", envelope.subject());
        marker(mail, given.properties()).ifPresent(marker -> facts.put("marker", marker));
        return facts;
    }

    /** By what the sending application can know its mail again: a named string property, else an {@code x-} header. */
    private static Optional<String> marker(Mail mail, Map<String, String> properties) {
        var named = properties.entrySet().stream()
                .filter(property -> property.getKey().toLowerCase(Locale.ROOT).matches("string \\{.*} name .*"))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        return named.stream()
                .filter(property -> property.getKey().endsWith(" LatchkeyMarker"))
                .findFirst()
                .or(() -> named.stream().findFirst())
                .map(Map.Entry::getValue)
                .or(() -> mail.headers().stream()
                        .filter(header -> header.name().toLowerCase(Locale.ROOT).startsWith("x-"))
                        .map(Mail.Header::value)
                        .findFirst());
    }

    private static String addresses(List<EmailAddress> people) {
        return people.stream().map(EmailAddress::address).collect(Collectors.joining(", "));
    }
}
