package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail of an SMTP session (RFC 5321 §3.3). */
final class IncomingMail implements MessageHandler {

    private static final int MAILBOX_UNAVAILABLE = 550;

    private final Exchange exchange;
    private final Set<Mailbox> recipients = new LinkedHashSet<>();
    private String sender = "";

    IncomingMail(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void from(String address) {
        sender = address;
    }

    @Override
    public void recipient(String address) throws RejectException {
        recipients.add(exchange.mailboxes()
                .byAddress(address)
                .orElseThrow(() ->
                        new RejectException(MAILBOX_UNAVAILABLE, "5.4.1 Recipient address rejected: Access denied.")));
    }

    @Override
    public @Nullable String data(InputStream mime) throws IOException {
        exchange.outsideMail().deliver(recipients, sender, mime.readAllBytes());
        return null;
    }

    @Override
    public void done() {
        // nothing is held open between mails
    }
}
