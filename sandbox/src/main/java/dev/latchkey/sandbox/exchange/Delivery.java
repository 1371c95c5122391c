package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.exchange.NonDelivery.Failure;
import dev.latchkey.sandbox.store.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries accepted mail to the mailboxes of its recipients, and reports what has no mailbox. */
final class Delivery {

    private final Mailboxes mailboxes;
    private final Intake intake;
    private final Ledger ledger;
    private final Stamps stamps;
    private final Clock clock;
    private final AutomaticReplies automaticReplies;
    private final Internet internet;

    @SuppressWarnings("size:parameters") // the parts of one process, wired once in Exchange
    Delivery(
            Mailboxes mailboxes,
            Intake intake,
            Ledger ledger,
            Stamps stamps,
            Clock clock,
            AutomaticReplies automaticReplies,
            Internet internet) {
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.ledger = ledger;
        this.stamps = stamps;
        this.clock = clock;
        this.automaticReplies = automaticReplies;
        this.internet = internet;
    }

    /**
     * Delivers to each recipient; called inside a change of the store.
     *
     * @param excess whom the mail does not reach, whoever they are
     */
    void carry(
            Mailbox sender,
            byte[] mime,
            List<EmailAddress> recipients,
            Way way,
            SendingLimits.@Nullable Excess excess) {
        var content = content(mime, sender.owner().mail(), way);
        var failures = new ArrayList<Failure>();
        for (var recipient : recipients) {
            var mailbox = mailboxes.byAddress(recipient.address());
            if (excess != null && excess.recipients().contains(recipient)) {
                failures.add(new Failure(recipient, excess.status(), "550 " + excess.status() + " " + excess.text()));
            } else if (mailbox.isPresent()) {
                arrive(mailbox.get(), content, sender.owner().mail());
            } else if (internet.takes(recipient)) {
                internet.take(content, recipient);
            } else {
                failures.add(NonDelivery.failure(recipient, mailboxes.isLocal(recipient)));
            }
        }
        report(sender, mime, failures);
    }

    /** Mail from outside into one mailbox. */
    Message fromOutside(Mailbox mailbox, byte[] mime, String sender, Way way) {
        return arrive(mailbox, content(mime, sender, way), sender);
    }

    /** What recipients get: without Bcc, with a trace on top. */
    private Intake.Content content(byte[] mime, String sender, Way way) {
        var delivered = HeaderBytes.of(mime)
                .without("Bcc")
                .withFirst("Return-Path", "<" + sender + ">")
                .withFirst("Received", stamps.received("sender.sandbox.example", way == Way.SMTP ? "SMTP" : "HTTPS"))
                .bytes();
        return new Intake.Content(delivered, MimeReader.read(delivered));
    }

    private Message arrive(Mailbox mailbox, Intake.Content content, String sender) {
        var message = put(mailbox, content, Map.of());
        automaticReplies
                .to(new AutomaticReplies.Arrival(mailbox, message, content.mail(), sender))
                .ifPresent(reply -> answer(mailbox, message, reply));
        return message;
    }

    /** Automatically; no such answer is answered, and none that reaches nobody is reported. */
    private void answer(Mailbox author, Message answered, AutomaticReplies.Reply reply) {
        ledger.record(
                "reply.automatic",
                Map.of(
                        "messageId", reply.internetMessageId(),
                        "inReplyTo", answered.envelope().internetMessageId(),
                        "mailbox", author.owner().mail(),
                        "to", reply.to()));
        var content = content(reply.mime(), "", Way.SANDBOX);
        var outside = new EmailAddress("", reply.to());
        var mailbox = mailboxes.byAddress(reply.to());
        if (mailbox.isPresent()) {
            var within = mailbox.get().owner().tenantId().equals(author.owner().tenantId());
            put(mailbox.get(), content, within ? Map.of("String 0x1A", AutomaticReplies.MESSAGE_CLASS) : Map.of());
        } else if (internet.takes(outside)) {
            internet.take(content, outside);
        }
    }

    private Message put(Mailbox mailbox, Intake.Content content, Map<String, String> properties) {
        var inbox = WellKnownFolder.INBOX.number();
        var message = intake.take(mailbox, inbox, content, clock.instant(), Marks.UNREAD, properties);
        var from = message.envelope().from();
        ledger.record(
                "mail.delivered",
                Map.of(
                        "messageId", message.envelope().internetMessageId(),
                        "from", from == null ? "" : from.address(),
                        "mailbox", mailbox.owner().mail(),
                        "subject", message.envelope().subject()));
        return message;
    }

    private void report(Mailbox sender, byte[] mime, List<Failure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        var report = NonDelivery.report(sender, mime, failures, stamps, clock.instant());
        put(sender, new Intake.Content(report, MimeReader.read(report)), Map.of());
    }
}
