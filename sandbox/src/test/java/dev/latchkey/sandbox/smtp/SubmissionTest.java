package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Angus Mail signs in by XOAUTH2 over STARTTLS and submits. */
class SubmissionTest {

    private static final String ADELE = Submitter.ADELE;

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final Submitter adele = new Submitter(microsoft.sandbox());

    @Test
    void whoSignsInSendsAnywhereAndKeepsACopy() throws Exception {
        adele.submit(adele.token(), ADELE, "alex@contoso.example", "customer@elsewhere.example");

        assertThat(newest("alex@contoso.example", "inbox")).isEqualTo("By SMTP");
        assertThat(newest(ADELE, "sentitems")).isEqualTo("By SMTP");
        assertThat(newest(ADELE, "inbox")).startsWith("Undeliverable");
        assertThat(microsoft.sandbox().ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("send.accepted"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("to", "alex@contoso.example, customer@elsewhere.example")
                        .containsEntry("recipients", "2")
                        .containsEntry("way", "SMTP"));
    }

    @Test
    void aTokenForGraphOrWithoutThePermissionIsRefused() {
        for (var token : new String[] {
            adele.token(Resource.GRAPH, "SMTP.Send"), adele.token(Resource.OUTLOOK, "IMAP.AccessAsUser.All"), "none"
        }) {
            assertThatThrownBy(() -> adele.submit(token, ADELE, "alex@contoso.example"))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("535 5.7.3 Authentication unsuccessful");
        }
    }

    @Test
    void aRefusalMayBeginWithAChallengeAsGooglesDoes() throws Exception {
        microsoft.client().call("PATCH", "/_sandbox/unverified", "{\"xoauth2Refusal\": \"CHALLENGE\"}");
        var port = microsoft.sandbox().smtpAddress().getPort();
        var tls = microsoft.sandbox().certificates().clientContext().getSocketFactory();

        try (var plain = new Socket(microsoft.sandbox().smtpAddress().getAddress(), port)) {
            answerTo("EHLO test", plain, "220 ", "250 ");
            answerTo("STARTTLS", plain, "220 2.0.0");
            var secured = tls.createSocket(plain, "localhost", port, true);
            var challenge = answerTo("AUTH XOAUTH2 bm9uZQ==", secured, "334 ");
            assertThat(new String(Base64.getDecoder().decode(challenge.substring(4)), StandardCharsets.UTF_8))
                    .startsWith("{\"status\":\"400\",\"schemes\":\"Bearer\"");
            answerTo("", secured, "535 5.7.3 Authentication unsuccessful");
        }
        adele.connected(adele.token()).close();
    }

    @Test
    void whatIsSetForTheMailboxCountsMoreThanWhatIsSetForTheTenant() throws Exception {
        var off = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ";
        adele.set("tenants/adventure-works.example", "{\"smtpAuth\": false}");
        assertRefused(off + "Tenant. Visit https://aka.ms/smtp_auth_disabled");

        adele.set("users/" + ADELE, "{\"smtpAuth\": true}");
        adele.connected(adele.token()).close();

        adele.set("tenants/adventure-works.example", "{\"smtpAuth\": true}");
        adele.set("users/" + ADELE, "{\"smtpAuth\": false}");
        assertRefused(off + "Mailbox.");

        adele.set("users/" + ADELE, "{\"smtpAuth\": null}");
        adele.connected(adele.token()).close();
    }

    @Test
    void securityDefaultsLockEverybodyWhateverTheMailboxSays() {
        adele.set("tenants/adventure-works.example", "{\"securityDefaults\": true}");
        adele.set("users/" + ADELE, "{\"smtpAuth\": true}");

        assertRefused("535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults"
                + " policy.");
    }

    @Test
    void aPasswordIsNoWayIn() {
        var session = adele.session();
        session.getProperties().put("mail.smtp.auth.mechanisms", "LOGIN");

        assertThatThrownBy(() -> {
                    try (var transport = session.getTransport("smtp")) {
                        transport.connect(
                                "127.0.0.1", microsoft.sandbox().smtpAddress().getPort(), ADELE, "password");
                    }
                })
                .hasMessageContaining("550 5.7.30 Basic authentication is not supported for Client Submission.");
    }

    @Test
    void nobodySendsAsSomebodyElse() {
        assertThatThrownBy(() -> adele.submit(adele.token(), "alex@adventure-works.example", "alex@contoso.example"))
                .hasStackTraceContaining("550 5.7.60 SMTP; Client does not have permissions to send as this sender");
    }

    @Test
    void nobodyIsNamedBesideTheSenderWhoIsAnother() throws Exception {
        for (var originators : new String[] {
            "From: " + ADELE + ", alex@contoso.example", "From: " + ADELE + "\r\nSender: alex@contoso.example"
        }) {
            var mail = new MimeMessage(
                    adele.session(),
                    new ByteArrayInputStream((originators + "\r\nSubject: As two\r\n\r\nHello\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            try (var transport = adele.connected(adele.token())) {
                assertThatThrownBy(() -> transport.sendMessage(
                                mail, new InternetAddress[] {new InternetAddress("alex@contoso.example")}))
                        .as(originators)
                        .hasStackTraceContaining("554 5.2.252 SendAsDenied")
                        .hasStackTraceContaining("not allowed to send as alex@contoso.example");
            }
        }
    }

    @Test
    void eachReplyThatWasOrderedComesAtItsCommand() {
        order(
                "AUTH",
                535,
                "5.7.139 Authentication unsuccessful, the user is locked by your organization's security defaults policy.");
        assertThatThrownBy(() -> adele.submit(adele.token(), ADELE, "alex@contoso.example"))
                .hasMessageContaining("535 5.7.139 Authentication unsuccessful, the user is locked");
        order("RCPT", 550, "5.7.233 Your message can't be sent because your tenant exceeded its daily limit.");
        assertThatThrownBy(() -> adele.submit(adele.token(), ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("550 5.7.233");
        order("CONTENT", 554, "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied");
        assertThatThrownBy(() -> adele.submit(adele.token(), ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("554 5.2.0 STOREDRV.Submission.Exception");
    }

    private void assertRefused(String reply) {
        assertThatThrownBy(() -> adele.connected(adele.token()))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining(reply);
    }

    /** Says a line and reads until each of these was heard. */
    private static String answerTo(String line, Socket socket, String... beginnings) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var heard = "";
        for (var beginning : beginnings) {
            do {
                heard = line(socket.getInputStream());
            } while (heard.startsWith("250-"));
            assertThat(heard).startsWith(beginning);
        }
        return heard;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void order(String command, int status, String reply) {
        MailApp.of(microsoft.sandbox(), ADELE)
                .post(microsoft.sandbox().address() + "/_sandbox/faults", """
                {"service": "SMTP", "method": "%s", "status": %d, "message": "%s", "times": 1}
                """.formatted(command, status, reply));
    }

    private static String newest(String address, String folder) {
        return MailApp.of(microsoft.sandbox(), address)
                .get("/me/mailFolders/" + folder + "/messages?$orderby=receivedDateTime%20desc&$top=1")
                .value()
                .getFirst()
                .path("subject")
                .asString();
    }
}
