package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each reply with which Exchange Online refuses mail, ordered for the command where it comes, and read off the wire. */
class EveryReplyTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    /** The command, and what is said to it. */
    private static final String REPLIES = """
            EHLO 421 4.3.2 Service not available
            AUTH 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.
            AUTH 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.
            AUTH 535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.
            AUTH 535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.
            AUTH 535 5.7.3 Authentication unsuccessful
            AUTH 504 5.7.4 Unrecognized authentication type
            AUTH 550 5.7.30 Basic authentication is not supported for Client Submission.
            AUTH 432 4.3.2 Concurrent connections limit exceeded
            MAIL 530 5.7.57 Client not authenticated to send mail
            MAIL 550 5.7.60 SMTP; Client does not have permissions to send as this sender
            MAIL 451 4.7.500 Server busy. Please try again later
            MAIL 451 4.7.699 Server busy. Please try again later
            MAIL 550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.
            MAIL 552 5.3.4 Message size exceeds fixed maximum message size
            RCPT 452 4.5.3 Too many recipients
            RCPT 550 5.5.105 External sending is not supported for High Volume Email accounts
            DATA 421 4.4.2 Message submission rate for this client has exceeded the configured limit
            CONTENT 421 4.4.2 Connection dropped
            CONTENT 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded
            CONTENT 550 5.1.8 Access denied, bad outbound sender AS(42004)
            CONTENT 550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients
            CONTENT 550 5.2.2 Submission quota exceeded
            CONTENT 550 5.2.253 Mailbox not licensed
            CONTENT 550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit)
            CONTENT 550 5.7.232 Your message can't be sent because your trial tenant has exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit)
            CONTENT 550 5.7.705 Access denied, tenant has exceeded threshold
            CONTENT 552 5.3.4 Message size exceeds fixed maximum message size
            CONTENT 554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message Cannot submit message
            CONTENT 554 5.2.252 SendAsDenied
            """;

    @Test
    void aReplyThatIsOrderedIsSaidWordForWordAndOnlyOnce() throws Exception {
        for (var line : REPLIES.lines().toList()) {
            var command = line.substring(0, line.indexOf(' '));
            var reply = line.substring(command.length() + 1);
            order(command, reply);

            assertThat(answerTo(command)).isEqualTo(reply);
            assertThat(answerTo(command)).as("after " + reply).matches("[23]\\d\\d .*|530 5\\.7\\.0 .*");
        }
    }

    @Test
    void afterA421TheLineIsClosed() throws Exception {
        order("MAIL", "421 4.3.2 Service not available");

        try (var client = new Client()) {
            client.say("EHLO client.example");
            assertThat(client.say("MAIL FROM:<notices@platform.example>")).startsWith("421 4.3.2");
            assertThat(client.in.readLine()).isNull();
        }
    }

    @Test
    void whoWritesFromHereToElsewhereWithoutSigningInIsToldSo() throws Exception {
        try (var client = new Client()) {
            client.say("EHLO client.example");
            client.say("MAIL FROM:<adele@adventure-works.example>");
            assertThat(client.say("RCPT TO:<customer@elsewhere.example>"))
                    .startsWith("530 5.7.57 Client not authenticated to send mail");
            assertThat(client.say("RCPT TO:<nobody@contoso.example>")).startsWith("550 5.4.1");
            assertThat(client.say("AUTH GSSAPI")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
        }
    }

    @Test
    void whoHasSignedInIsToldTheLargestMailOfTheTenant() throws Exception {
        var adele = "adele@adventure-works.example";
        var token = MailApp.token(microsoft.sandbox(), adele, Resource.OUTLOOK, "SMTP.Send");
        var response = "user=" + adele + "\1auth=Bearer " + token + "\1\1";
        try (var client = new Client()) {
            client.say("EHLO client.example");
            assertThat(client.extensions).contains("SIZE 157286400");
            client.startTls();
            client.say("EHLO client.example");
            assertThat(client.say("AUTH XOAUTH2 "
                            + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8))))
                    .startsWith("235");
            client.say("EHLO client.example");
            assertThat(client.extensions).contains("SIZE 36700160");
            assertThat(client.say("MAIL FROM:<adele@adventure-works.example> SIZE=36700161"))
                    .isEqualTo("552 5.3.4 Message size exceeds fixed maximum message size");
            assertThat(client.say("MAIL FROM:<adele@adventure-works.example> SIZE=36700160"))
                    .startsWith("250");
        }
    }

    private static String answerTo(String command) throws IOException {
        try (var client = new Client()) {
            var last = "";
            for (var line : new String[] {
                "EHLO client.example",
                "AUTH XOAUTH2",
                "MAIL FROM:<notices@platform.example>",
                "RCPT TO:<alex@contoso.example>",
                "DATA"
            }) {
                last = client.say(line);
                if (line.startsWith(command)) {
                    return last;
                }
            }
            return client.say("Subject: Hello\r\n\r\nHello\r\n.");
        }
    }

    private static void order(String command, String reply) {
        var ordered = MailApp.of(microsoft.sandbox(), "alex@contoso.example")
                .post(microsoft.sandbox().address() + "/_sandbox/faults", """
                {"service": "SMTP", "method": "%s", "status": %s, "message": "%s", "times": 1}
                """.formatted(
                                command, reply.substring(0, 3), reply.substring(4)));
        assertThat(ordered.status()).isEqualTo(200);
    }

    /** Says a line and hears the last line of the reply. */
    private static final class Client implements AutoCloseable {

        private Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                microsoft.sandbox().smtpAddress().getPort());
        private final List<String> extensions = new ArrayList<>();
        private BufferedReader in = reader();

        Client() throws IOException {
            socket.setSoTimeout(10_000);
            heard();
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void startTls() throws IOException {
            assertThat(say("STARTTLS")).startsWith("220");
            var tls = microsoft.sandbox().certificates().clientContext().getSocketFactory();
            socket = tls.createSocket(socket, "localhost", socket.getPort(), true);
            in = reader();
        }

        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return heard();
        }

        private String heard() throws IOException {
            var line = in.readLine();
            extensions.clear();
            while (line != null && line.charAt(3) == '-') {
                extensions.add(line.substring(4));
                line = in.readLine();
            }
            return String.valueOf(line);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
