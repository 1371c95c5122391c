package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Angus Mail signs in by XOAUTH2 over STARTTLS and submits. */
class SubmissionTest {

    private static final String ADELE = "adele@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void whoSignsInSendsAnywhereAndKeepsACopy() throws Exception {
        submit(token(Resource.OUTLOOK, "SMTP.Send"), ADELE, "alex@contoso.example", "customer@elsewhere.example");

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
            token(Resource.GRAPH, "SMTP.Send"), token(Resource.OUTLOOK, "IMAP.AccessAsUser.All"), "none"
        }) {
            assertThatThrownBy(() -> submit(token, ADELE, "alex@contoso.example"))
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
        connected(token(Resource.OUTLOOK, "SMTP.Send")).close();
    }

    @Test
    void whatIsSetForTheMailboxCountsMoreThanWhatIsSetForTheTenant() throws Exception {
        var off = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ";
        set("tenants/adventure-works.example", "{\"smtpAuth\": false}");
        assertRefused(off + "Tenant. Visit https://aka.ms/smtp_auth_disabled");

        set("users/" + ADELE, "{\"smtpAuth\": true}");
        connected(token(Resource.OUTLOOK, "SMTP.Send")).close();

        set("tenants/adventure-works.example", "{\"smtpAuth\": true}");
        set("users/" + ADELE, "{\"smtpAuth\": false}");
        assertRefused(off + "Mailbox.");

        set("users/" + ADELE, "{\"smtpAuth\": null}");
        connected(token(Resource.OUTLOOK, "SMTP.Send")).close();
    }

    @Test
    void securityDefaultsLockEverybodyWhateverTheMailboxSays() {
        set("tenants/adventure-works.example", "{\"securityDefaults\": true}");
        set("users/" + ADELE, "{\"smtpAuth\": true}");

        assertRefused("535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults"
                + " policy.");
    }

    @Test
    void aPasswordIsNoWayIn() {
        var session = session();
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
        assertThatThrownBy(() -> submit(
                        token(Resource.OUTLOOK, "SMTP.Send"), "alex@adventure-works.example", "alex@contoso.example"))
                .hasStackTraceContaining("550 5.7.60 SMTP; Client does not have permissions to send as this sender");
    }

    @Test
    void eachReplyThatWasOrderedComesAtItsCommand() {
        order(
                "AUTH",
                535,
                "5.7.139 Authentication unsuccessful, the user is locked by your organization's security defaults policy.");
        assertThatThrownBy(() -> submit(token(Resource.OUTLOOK, "SMTP.Send"), ADELE, "alex@contoso.example"))
                .hasMessageContaining("535 5.7.139 Authentication unsuccessful, the user is locked");
        order("RCPT", 550, "5.7.233 Your message can't be sent because your tenant exceeded its daily limit.");
        assertThatThrownBy(() -> submit(token(Resource.OUTLOOK, "SMTP.Send"), ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("550 5.7.233");
        order("CONTENT", 554, "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied");
        assertThatThrownBy(() -> submit(token(Resource.OUTLOOK, "SMTP.Send"), ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("554 5.2.0 STOREDRV.Submission.Exception");
    }

    @Test
    void thirtyMailsAMinuteAreEnough() throws Exception {
        var token = token(Resource.OUTLOOK, "SMTP.Send");
        // what the other tests sent is longer ago
        microsoft.sandbox().clock().move(Duration.ofMinutes(1));
        for (var number = 0; number < 30; number++) {
            submit(token, ADELE, "alex@contoso.example");
        }

        assertThatThrownBy(() -> submit(token, ADELE, "alex@contoso.example")).hasStackTraceContaining("432 4.3.2");
        microsoft.sandbox().clock().move(Duration.ofMinutes(1));
        submit(token, ADELE, "alex@contoso.example");
    }

    @Test
    void aResetHangsUpAndForgetsWhatWasSent() throws Exception {
        var token = token(Resource.OUTLOOK, "SMTP.Send");
        var before = connected(token);
        for (var number = 0; number < 30; number++) {
            submit(token, ADELE, "alex@contoso.example");
        }

        microsoft.client().reset();

        assertThat(before.isConnected()).isFalse();
        submit(token(Resource.OUTLOOK, "SMTP.Send"), ADELE, "alex@contoso.example");
    }

    @Test
    void aFourthConnectionOfOneMailboxIsRefused() throws Exception {
        var token = token(Resource.OUTLOOK, "SMTP.Send");
        var open = new ArrayList<Transport>();
        for (var number = 0; number < 3; number++) {
            open.add(connected(token));
        }

        assertThatThrownBy(() -> connected(token))
                .hasMessageContaining("432 4.3.2 Concurrent connections limit exceeded");
        open.getFirst().close();
        connected(token).close();
        for (var transport : open) {
            transport.close();
        }
    }

    @Test
    void moreThanFiveHundredRecipientsAreTooMany() {
        var recipients = IntStream.range(0, 501)
                .mapToObj(number -> "customer" + number + "@elsewhere.example")
                .toArray(String[]::new);

        assertThatThrownBy(() -> submit(token(Resource.OUTLOOK, "SMTP.Send"), ADELE, recipients))
                .hasStackTraceContaining("452 4.5.3 Too many recipients");
    }

    @Test
    void whatIsTooMuchForTheMailboxOrTheTenantIsRefused() throws Exception {
        var token = token(Resource.OUTLOOK, "SMTP.Send");
        set("users/" + ADELE, "{\"recipientsADay\": 2}");
        submit(token, ADELE, "alex@contoso.example", "alex@adventure-works.example");
        assertThatThrownBy(() -> submit(token, ADELE, "alex@contoso.example"))
                .hasStackTraceContaining("550 5.2.2 Submission quota exceeded");
        set("users/" + ADELE, "{\"recipientsADay\": null}");

        set("tenants/adventure-works.example", "{\"externalRecipientsADay\": 1}");
        submit(token, ADELE, "alex@adventure-works.example");
        assertThatThrownBy(() -> submit(token, ADELE, "alex@contoso.example"))
                .hasStackTraceContaining(
                        "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit");

        set("tenants/adventure-works.example", "{\"largestMail\": 100}");
        assertThatThrownBy(() -> submit(token, ADELE, "alex@adventure-works.example"))
                .hasStackTraceContaining("552 5.3.4 Message size exceeds fixed maximum message size");
    }

    private static void assertRefused(String reply) {
        assertThatThrownBy(() -> connected(token(Resource.OUTLOOK, "SMTP.Send")))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining(reply);
    }

    private static void set(String path, String settings) {
        assertThat(MailApp.of(microsoft.sandbox(), ADELE)
                        .patch(microsoft.sandbox().address() + "/_sandbox/" + path, settings)
                        .status())
                .isEqualTo(200);
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

    private static void submit(String token, String from, String... recipients) throws MessagingException {
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

    private static Transport connected(String token) throws MessagingException {
        var transport = session().getTransport("smtp");
        transport.connect("127.0.0.1", microsoft.sandbox().smtpAddress().getPort(), ADELE, token);
        return transport;
    }

    private static Session session() {
        var properties = new Properties();
        properties.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put(
                "mail.smtp.ssl.socketFactory",
                microsoft.sandbox().certificates().clientContext().getSocketFactory());
        return Session.getInstance(properties);
    }

    private static String token(Resource resource, String scope) {
        var user = microsoft.sandbox().directory().userByAddress(ADELE).orElseThrow();
        return microsoft
                .sandbox()
                .accessTokens()
                .issue(new Caller(
                        Directory.CLIENT_ID, user.tenantId(), user.objectId(), resource.audience(), Set.of(scope)))
                .value();
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
