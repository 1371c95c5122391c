package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.graph.MailApp;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** A program that submits mail as Adele, with Angus Mail. */
record Submitter(Sandbox sandbox) {

    static final String ADELE = "adele@adventure-works.example";

    /** One that is good for it. */
    String token() {
        return token(Resource.OUTLOOK, "SMTP.Send");
    }

    String token(Resource resource, String scope) {
        return MailApp.token(sandbox, ADELE, resource, scope);
    }

    void submit(String token, String from, String... recipients) throws MessagingException {
        var session = session();
        var mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, new InternetAddress("somebody@shown.example"));
        mail.setSubject("By SMTP");
        mail.setText("Hello");
        var envelope = new InternetAddress[recipients.length];
        for (var i = 0; i < recipients.length; i++) {
            envelope[i] = new InternetAddress(recipients[i]);
        }
        try (var transport = connected(token)) {
            transport.sendMessage(mail, envelope);
        }
    }

    Transport connected(String token) throws MessagingException {
        var transport = session().getTransport("smtp");
        transport.connect("127.0.0.1", sandbox.smtpAddress().getPort(), ADELE, token);
        return transport;
    }

    Session session() {
        var properties = new Properties();
        properties.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put(
                "mail.smtp.ssl.socketFactory",
                sandbox.certificates().clientContext().getSocketFactory());
        return Session.getInstance(properties);
    }

    /** Changes a setting of the sandbox. */
    void set(String path, String settings) {
        assertThat(MailApp.of(sandbox, ADELE)
                        .patch(sandbox.address() + "/_sandbox/" + path, settings)
                        .status())
                .isEqualTo(200);
    }
}
