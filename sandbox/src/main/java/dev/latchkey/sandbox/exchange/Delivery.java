package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.exchange.NonDelivery.Failure;
import dev.latchkey.sandbox.store.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Carries accepted mail to the mailboxes of its recipients, and reports what has no mailbox. */
final class Delivery {

    private final Mailboxes mailboxes;
    private final Intake intake;
    private final Ledger ledger;
    private final Stamps stamps;
    private final Clock clock;

    Delivery(Mailboxes mailboxes, Intake intake, Ledger ledger, Stamps stamps, Clock clock) {
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.ledger = ledger;
        this.stamps = stamps;
        this.clock = clock;
    }

    /** Delivers to each recipient; called inside a change of the store. */
    void carry(Mailbox sender, byte[] mime, List<EmailAddress> recipients) {
        var content = content(mime, sender.owner().mail());
        var failures = new ArrayList<Failure>();
        for (var recipient : recipients) {
            var mailbox = mailboxes.byAddress(recipient.address());
            if (mailbox.isPresent()) {
                put(mailbox.get(), content);
            } else {
                failures.add(NonDelivery.failure(recipient, mailboxes.isLocal(recipient)));
            }
        }
        report(sender, mime, failures);
    }

    /** Mail from outside into one mailbox. */
    Message fromOutside(Mailbox mailbox, byte[] mime, String sender) {
        return put(mailbox, content(mime, sender));
    }

    /** What recipients get: without Bcc, with a trace on top. */
    private Intake.Content content(byte[] mime, String sender) {
        var delivered = HeaderBytes.of(mime)
                .without("Bcc")
                .withFirst("Return-Path", "<" + sender + ">")
                .withFirst("Received", stamps.received("sender.sandbox.example", "HTTPS"))
                .bytes();
        return new Intake.Content(delivered, MimeReader.read(delivered));
    }

    private Message put(Mailbox mailbox, Intake.Content content) {
        var inbox = WellKnownFolder.INBOX.number();
        var message = intake.take(mailbox, inbox, content, clock.instant(), Marks.UNREAD, Map.of());
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
        put(sender, new Intake.Content(report, MimeReader.read(report)));
    }
}
