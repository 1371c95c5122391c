package dev.latchkey.service.notices;

import dev.latchkey.service.settings.Settings;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.springframework.stereotype.Component;

/**
 * Hands mails to the operator's mail server (RFC 6409). Off this machine never without TLS.
 *
 * @see <a href="https://eclipse-ee4j.github.io/angus-mail/docs/api/org.eclipse.angus.mail/org/eclipse/angus/mail/smtp/package-summary.html">
 *     Properties of Angus Mail</a>
 */
@Component
final class Post {

    private static final String PATIENCE_MILLIS = "20000";

    private final Settings settings;
    private final Clock clock;

    Post(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param id the same for each try, so that a mail which left twice is known as one */
    Posted send(String recipient, Letter letter, String id) {
        var server = Objects.requireNonNull(settings.notices());
        try {
            Transport.send(mail(server, recipient, letter, id));
            return new Posted.Accepted();
        } catch (SendFailedException e) {
            var invalid = e.getInvalidAddresses();
            return invalid != null && invalid.length > 0 ? new Posted.Refused(reason(e)) : new Posted.Later(reason(e));
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Posted.Later(reason(e));
        }
    }

    private MimeMessage mail(Settings.Notices server, String recipient, Letter letter, String id)
            throws MessagingException, UnsupportedEncodingException {
        var mail = new MimeMessage(session(server)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@" + domain(server.from()) + ">");
            }
        };
        mail.setFrom(new InternetAddress(server.from(), settings.branding().platformName(), "UTF-8"));
        mail.setRecipients(RecipientType.TO, new InternetAddress[] {new InternetAddress(recipient, true)});
        mail.setSubject(letter.subject(), "UTF-8");
        mail.setText(letter.text(), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        // RFC 3834 §5: nobody's out-of-office answers it
        mail.setHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static Session session(Settings.Notices server) {
        var protocol = "mail." + (server.tlsFromTheStart() ? "smtps" : "smtp") + ".";
        var properties = new Properties();
        properties.put("mail.transport.protocol.rfc822", server.tlsFromTheStart() ? "smtps" : "smtp");
        properties.put(protocol + "host", server.host());
        properties.put(protocol + "port", Integer.toString(server.port()));
        properties.put(protocol + "connectiontimeout", PATIENCE_MILLIS);
        properties.put(protocol + "timeout", PATIENCE_MILLIS);
        properties.put(protocol + "writetimeout", PATIENCE_MILLIS);
        properties.put(protocol + "starttls.enable", "true");
        properties.put(protocol + "starttls.required", Boolean.toString(!server.onLoopback()));
        properties.put(protocol + "ssl.checkserveridentity", Boolean.toString(!server.onLoopback()));
        if (server.onLoopback()) {
            // a mail server on this machine vouches for itself, as a fresh Postfix does, and nothing leaves the machine
            properties.put(protocol + "ssl.trust", server.host());
        }
        var password = server.password();
        if (password == null) {
            return Session.getInstance(properties);
        }
        properties.put(protocol + "auth", "true");
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(server.user(), password);
            }
        });
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    /** What a mail server says is of one line, and holds no password of ours. */
    private static String reason(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
