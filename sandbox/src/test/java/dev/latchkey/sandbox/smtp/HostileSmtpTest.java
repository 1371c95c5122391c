package dev.latchkey.sandbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Malformed;
import dev.latchkey.sandbox.Wire;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a client of SMTP sends, it gets a reply of the RFC's, and no mail is smuggled into another. */
@Timeout(60)
class HostileSmtpTest {

    private static final String ADELE = "adele@contoso.example";
    private static final String ENVELOPE = "MAIL FROM:<a@elsewhere.example>\r\nRCPT TO:<" + ADELE + ">\r\nDATA\r\n";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void commandsThatAreNoneAreRefused() throws IOException {
        for (var command : List.of(
                "",
                " ",
                "\u0000",
                "EHLO\u0000",
                "\u00ff\u00fe",
                "GET / HTTP/1.1",
                "MAIL",
                "MAIL FROM:",
                "MAIL FROM:a@b.example",
                "MAIL FROM:<a@b.example",
                "MAIL FROM:<a@b.example>\rRCPT TO:<" + ADELE + ">",
                "MAIL FROM:<a\u0000@b.example>",
                "MAIL FROM:<" + "a".repeat(400) + "@b.example>",
                "MAIL FROM:<a@b.example> SIZE=999999999999",
                "RCPT TO:<" + ADELE + ">",
                "DATA",
                "BDAT 5",
                "AUTH",
                "AUTH XOAUTH2 %%%",
                "STARTTLS x",
                "EXPN all",
                "TURN")) {
            var replies = talk("EHLO me\r\n" + command + "\r\nQUIT\r\n");
            assertThat(replies.get(replies.size() - 2)).as(command).matches("5\\d\\d 5\\.\\d\\.\\d+ .*");
            assertThat(replies.getLast()).as(command).startsWith("221 ");
        }
    }

    @Test
    void recipientsThatAreNoneAreRefused() throws IOException {
        for (var address :
                List.of("", "x", "a b@c.example", "a@b@c", "\u0000@c.example", "a".repeat(400) + "@c.example")) {
            var replies = talk("EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<" + address + ">\r\nQUIT\r\n");
            assertThat(replies.get(replies.size() - 2)).as(address).matches("5\\d\\d 5\\.\\d\\.\\d+ .*");
        }
    }

    @Test
    void parametersOfNoAnnouncedExtensionAreRefused() throws IOException {
        var replies = talk("EHLO me\r\nMAIL FROM:<a@b.example> FOO=BAR\r\nMAIL FROM:<a@b.example> RET=HDRS\r\n"
                + "MAIL FROM:<a@b.example> BODY=BINARYMIME\r\n"
                + "MAIL FROM:<a@b.example> SIZE=100 body=8bitmime SMTPUTF8 AUTH=<>\r\n"
                + "RCPT TO:<" + ADELE + "> NOTIFY=NEVER\r\nRCPT TO:<" + ADELE + ">\r\nQUIT\r\n");

        assertThat(replies.subList(replies.size() - 7, replies.size()))
                .extracting(reply -> reply.substring(0, 9))
                .containsExactly(
                        "555 5.5.4", "555 5.5.4", "555 5.5.4", "250 2.1.0", "555 5.5.4", "250 2.1.5", "221 2.0.0");
    }

    @Test
    void aGreetingEndsTheMailThatWasBegun() throws IOException {
        for (var greeting : List.of("EHLO me", "HELO me")) {
            var replies = talk("EHLO me\r\nMAIL FROM:<a@b.example>\r\n" + greeting + "\r\nRCPT TO:<" + ADELE
                    + ">\r\nMAIL FROM:<c@d.example>\r\nQUIT\r\n");

            assertThat(replies.subList(replies.size() - 3, replies.size()))
                    .as(greeting)
                    .extracting(reply -> reply.substring(0, 9))
                    .containsExactly("503 5.5.1", "250 2.1.0", "221 2.0.0");
        }
    }

    @Test
    void aLineWithoutEndEndsTheConnection() throws IOException {
        var replies = talk("EHLO " + "x".repeat(1_000_000));

        assertThat(replies.getLast()).startsWith("421 4.4.2");
    }

    @Test
    void pipelinedCommandsAreAnsweredInTheirOrder() throws IOException {
        var replies = talk("EHLO me\r\n" + ENVELOPE + "Subject: Piped\r\n\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n");

        assertThat(replies.subList(replies.size() - 6, replies.size()))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "354", "250", "250", "221");
        assertThat(count("Piped")).isOne();
    }

    @Test
    void onlyADotBetweenTwoCrLfEndsAMail() throws IOException {
        for (var end : List.of("\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r")) {
            microsoft.sandbox().reset();
            talk("EHLO me\r\n" + ENVELOPE + "Subject: One\r\n\r\nx" + end + ENVELOPE
                    + "Subject: Two\r\n\r\ny\r\n.\r\nQUIT\r\n");

            assertThat(count("One")).as(printable(end)).isOne();
            assertThat(count("Two")).as(printable(end)).isZero();
        }
    }

    @Test
    void whatIsSaidBeforeTlsIsNotHeardAfterIt() throws IOException {
        var replies = talk("EHLO me\r\nSTARTTLS\r\n" + ENVELOPE + "Subject: Injected\r\n\r\nx\r\n.\r\n");

        assertThat(replies).contains("220 2.0.0 SMTP server ready").noneMatch(reply -> reply.startsWith("354"));
        assertThat(count("Injected")).isZero();
    }

    @Test
    void aMailThatBreaksOffIsNotDelivered() throws IOException {
        var replies = talk("EHLO me\r\n" + ENVELOPE + "Subject: Broken\r\n\r\nx\r\n");

        assertThat(replies.getLast()).startsWith("354 ");
        assertThat(count("Broken")).isZero();
    }

    @Test
    void linesOfAnyLengthAndContentAreKept() throws IOException {
        var line = "y".repeat(16_384) + ".\r\n" + "z".repeat(16_383) + "..";
        talk("EHLO me\r\n" + ENVELOPE + "Subject: Long\r\n\r\n" + line + "\r\n.\r\nQUIT\r\n");

        assertThat(app().get("/me/messages/"
                                + app().find("inbox", "Long").path("id").asString() + "/$value")
                        .text())
                .contains(line);
    }

    @Test
    void mailWithoutAMessageIdGetsOneAndATraceOfSmtp() throws IOException {
        talk("EHLO me\r\n" + ENVELOPE + "Subject: Nameless\r\n\r\nx\r\n.\r\nQUIT\r\n");

        var message = app().find("inbox", "Nameless");
        assertThat(message.path("internetMessageId").asString()).matches("<[^<>@]+@[^<>@]+>");
        assertThat(app().get("/me/messages/" + message.path("id").asString() + "/$value")
                        .text())
                .contains("Message-ID: " + message.path("internetMessageId").asString())
                .containsPattern("Received: from .* with SMTP;");
    }

    @Test
    void mimeThatIsNoneIsTakenOrRefused() throws IOException {
        for (var mime : Malformed.MIMES) {
            var replies = talk("EHLO me\r\n" + ENVELOPE + mime + "\r\n.\r\nQUIT\r\n");
            assertThat(replies.get(replies.size() - 2)).as(mime).matches("(250|5\\d\\d) .*");
            assertThat(app().get("/me/mailFolders/inbox/messages?$top=50").status())
                    .as(mime)
                    .isEqualTo(200);
        }
    }

    private static long count(String subject) {
        return app().get("/me/mailFolders/inbox/messages?$top=1000").value().stream()
                .filter(message -> message.path("subject").asString().equals(subject))
                .count();
    }

    private static MailApp app() {
        return MailApp.of(microsoft.sandbox(), ADELE);
    }

    /** The replies' lines to all of that, said at once. */
    private static List<String> talk(String text) throws IOException {
        var address = microsoft.sandbox().smtpAddress();
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (SocketException e) {
                // it has heard enough; what it said is read all the same
                assertThat(text.length()).isGreaterThan(16_384);
            }
            return Wire.received(socket).lines().toList();
        }
    }

    private static String printable(String text) {
        return text.replace("\r", "CR").replace("\n", "LF");
    }
}
