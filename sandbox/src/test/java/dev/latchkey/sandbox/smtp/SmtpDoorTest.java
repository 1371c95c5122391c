package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmtpDoorTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void mailForItsOwnMailboxesArrivesInTheirInboxes() throws Exception {
        Transport.send(mail("alex@contoso.example", "adele@fabrikam.example"));

        for (var address : new String[] {"alex@contoso.example", "adele@fabrikam.example"}) {
            var newest = MailApp.of(microsoft.sandbox(), address)
                    .get("/me/mailFolders/inbox/messages?$orderby=receivedDateTime%20desc&$top=1")
                    .value()
                    .getFirst();
            assertThat(newest.path("subject").asString()).isEqualTo("Grüße");
            assertThat(newest.path("from").path("emailAddress").path("address").asString())
                    .isEqualTo("notices@platform.example");
        }
        assertThat(microsoft.sandbox().ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("mail.delivered"))
                .hasSize(2);
        assertThat(microsoft.sandbox().ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("mail.accepted"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.facts()).containsEntry("way", "SMTP").containsEntry("recipients", "2"));
    }

    @Test
    void nothingIsRelayedAndUnknownMailboxesAreRefused() throws Exception {
        assertThatExceptionOfType(SendFailedException.class)
                .isThrownBy(() -> Transport.send(mail("somebody@elsewhere.example")))
                .withStackTraceContaining("550 5.4.1");
        assertThatExceptionOfType(SendFailedException.class)
                .isThrownBy(() -> Transport.send(mail("nobody@contoso.example")))
                .withStackTraceContaining("550 5.4.1");
    }

    private static MimeMessage mail(String... recipients) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", microsoft.sandbox().smtpAddress().getHostString());
        properties.put(
                "mail.smtp.port",
                Integer.toString(microsoft.sandbox().smtpAddress().getPort()));
        var mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom("notices@platform.example");
        for (var recipient : recipients) {
            mail.addRecipients(RecipientType.TO, recipient);
        }
        mail.setSubject("Grüße", "UTF-8");
        mail.setText("Hello", "UTF-8");
        return mail;
    }
}
