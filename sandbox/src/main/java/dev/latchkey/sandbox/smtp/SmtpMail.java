package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.SendingLimits;
import dev.latchkey.sandbox.exchange.Submission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A mail between {@code MAIL} and the end of {@code DATA}. */
sealed interface SmtpMail {

    void recipient(String address) throws SmtpRefusal;

    boolean hasRecipients();

    /** @return the reply's text */
    String content(byte[] mime) throws SmtpRefusal;

    /** From anybody, for mailboxes of the sandbox's own organizations ("Direct Send"). */
    record Incoming(Exchange exchange, String sender, Set<Mailbox> recipients) implements SmtpMail {

        Incoming(Exchange exchange, String sender) {
            this(exchange, sender, new LinkedHashSet<>());
        }

        @Override
        public void recipient(String address) throws SmtpRefusal {
            recipients.add(exchange.mailboxes().byAddress(address).orElseThrow(() -> refusal(address)));
        }

        /** Somebody from here who writes to elsewhere should have signed in; a stranger has nothing to do here. */
        private SmtpRefusal refusal(String address) {
            return exchange.mailboxes().byAddress(sender).isPresent()
                            && !exchange.mailboxes().isLocal(new EmailAddress("", address))
                    ? new SmtpRefusal(530, "5.7.57 Client not authenticated to send mail. [" + SmtpDoor.HOST + "]")
                    : new SmtpRefusal(550, "5.4.1 Recipient address rejected: Access denied.");
        }

        @Override
        public boolean hasRecipients() {
            return !recipients.isEmpty();
        }

        @Override
        public String content(byte[] mime) {
            exchange.outsideMail().deliver(recipients, sender, mime);
            return "2.6.0 Queued mail for delivery";
        }
    }

    /** From somebody who has signed in: it goes anywhere, and a copy lies in their Sent Items. */
    record Submitted(Exchange exchange, Mailbox mailbox, List<EmailAddress> recipients) implements SmtpMail {

        Submitted(Exchange exchange, Mailbox mailbox, String from) throws SmtpRefusal {
            this(exchange, mailbox, new ArrayList<>());
            if (!mailbox.owner().mail().equalsIgnoreCase(from)
                    && !mailbox.owner().address().equalsIgnoreCase(from)) {
                throw new SmtpRefusal(550, "5.7.60 SMTP; Client does not have permissions to send as this sender");
            }
        }

        @Override
        public void recipient(String address) throws SmtpRefusal {
            if (recipients.size() == SendingLimits.RECIPIENTS_OF_A_MAIL) {
                throw new SmtpRefusal(452, "4.5.3 Too many recipients");
            }
            recipients.add(new EmailAddress("", address));
        }

        @Override
        public boolean hasRecipients() {
            return !recipients.isEmpty();
        }

        @Override
        public String content(byte[] mime) throws SmtpRefusal {
            return switch (exchange.postOffice().sendTo(mailbox, mime, recipients)) {
                case Submission.Accepted(var messageId) ->
                    "2.0.0 OK " + messageId + " [Hostname=" + SmtpDoor.HOST + "]";
                case Submission.SendAsDenied denied ->
                    throw new SmtpRefusal(
                            554,
                            "5.2.252 SendAsDenied; " + mailbox.owner().mail() + " not allowed to send as "
                                    + denied.from());
                case Submission.TooLarge _ -> throw SmtpRefusal.tooLarge();
                case Submission.OverRecipientLimit _ -> throw new SmtpRefusal(550, "5.5.3 Too many recipients");
                case Submission.TooManyRecipients(var status, var text) ->
                    throw new SmtpRefusal(550, status + " " + text);
                case Submission.NoRecipients none -> throw new SmtpRefusal(554, "5.5.1 No valid recipients");
            };
        }
    }
}
