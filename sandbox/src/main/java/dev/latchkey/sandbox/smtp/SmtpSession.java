package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Unverified.XOAuth2Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with one client.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321">RFC 5321</a>, and RFC 3207 (STARTTLS), RFC 4954 (AUTH)
 */
final class SmtpSession {

    private static final String BAD_SEQUENCE = "503 5.5.1 Bad sequence of commands";

    private final Supplier<SSLContext> tls;
    private final XOAuth2 signIn;
    private final Submissions submissions;
    private final Exchange exchange;
    private Socket socket;
    private Lines lines;
    private OutputStream out;
    private boolean secured;
    private boolean greeted;
    private @Nullable Mailbox mailbox;
    private @Nullable SmtpMail mail;

    SmtpSession(Socket socket, Supplier<SSLContext> tls, XOAuth2 signIn, Submissions submissions, Exchange exchange)
            throws IOException {
        this.socket = socket;
        this.tls = tls;
        this.signIn = signIn;
        this.submissions = submissions;
        this.exchange = exchange;
        this.lines = new Lines(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /** Until one of both hangs up. */
    void run() throws IOException {
        try {
            say("220 " + SmtpDoor.HOST + " Microsoft ESMTP MAIL Service ready");
            var open = true;
            while (open) {
                open = answer();
            }
        } finally {
            if (mailbox != null) {
                submissions.left(mailbox);
            }
            socket.close();
        }
    }

    /** @return whether the conversation goes on */
    private boolean answer() throws IOException {
        try {
            var line = lines.next();
            var space = line.indexOf(' ');
            var verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            var rest = space < 0 ? "" : line.substring(space + 1).strip();
            submissions.faultAt(verb);
            return obey(verb, rest);
        } catch (SmtpRefusal refusal) {
            say(refusal.reply());
            return !refusal.isLast();
        }
    }

    private boolean obey(String verb, String rest) throws IOException, SmtpRefusal {
        switch (verb) {
            case "EHLO" -> hello(rest);
            case "HELO" -> {
                greet();
                say("250 " + SmtpDoor.HOST + " Hello");
            }
            case "STARTTLS" -> secure(rest);
            case "AUTH" -> authenticate(rest);
            case "MAIL" -> begin(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> data();
            case "RSET" -> {
                mail = null;
                say("250 2.0.0 Resetting");
            }
            case "NOOP" -> say("250 2.0.0 OK");
            case "VRFY" -> say("252 2.1.5 Cannot VRFY user");
            case "QUIT" -> {
                say("221 2.0.0 Service closing transmission channel");
                return false;
            }
            default -> say("500 5.3.3 Unrecognized command");
        }
        return true;
    }

    /** It ends whatever mail was begun (RFC 5321 §4.1.4). */
    private void greet() {
        greeted = true;
        mail = null;
    }

    private void hello(String client) throws IOException {
        greet();
        say("250-" + SmtpDoor.HOST + " Hello [127.0.0.1] " + client.replaceAll("[^ -~]", "?"));
        say("250-SIZE " + largestMail());
        say("250-PIPELINING");
        say("250-ENHANCEDSTATUSCODES");
        say(secured ? "250-AUTH LOGIN XOAUTH2" : "250-STARTTLS");
        say("250-8BITMIME");
        say("250 SMTPUTF8");
    }

    /** What was said before is forgotten (RFC 3207 §4.2). */
    private void secure(String parameters) throws IOException, SmtpRefusal {
        if (!parameters.isEmpty()) {
            throw new SmtpRefusal(501, "5.5.4 STARTTLS takes no arguments");
        }
        if (secured) {
            throw new SmtpRefusal(503, "5.5.1 TLS is on already");
        }
        say("220 2.0.0 SMTP server ready");
        var wrapped = (SSLSocket) tls.get()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        wrapped.setUseClientMode(false);
        wrapped.startHandshake();
        socket = wrapped;
        lines = new Lines(new BufferedInputStream(wrapped.getInputStream()));
        out = wrapped.getOutputStream();
        secured = true;
        greeted = false;
        mail = null;
    }

    private void authenticate(String parameters) throws IOException, SmtpRefusal {
        if (!secured) {
            throw new SmtpRefusal(530, "5.7.0 Must issue a STARTTLS command first");
        }
        if (mailbox != null) {
            throw new SmtpRefusal(503, "5.5.1 Already authenticated");
        }
        var words = parameters.split("\\s+", 2);
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "XOAUTH2" -> {
                var response = words.length == 2 ? words[1] : asked();
                var signedIn = signedIn(response);
                submissions.entered(signedIn);
                mailbox = signedIn;
                say("235 2.7.0 Authentication successful");
            }
            case "LOGIN" ->
                throw new SmtpRefusal(550, "5.7.30 Basic authentication is not supported for Client Submission.");
            default -> throw new SmtpRefusal(504, "5.7.4 Unrecognized authentication type");
        }
    }

    private Mailbox signedIn(String response) throws IOException, SmtpRefusal {
        try {
            return signIn.signIn(response);
        } catch (SmtpRefusal refusal) {
            if (exchange.unverified().xoauth2Refusal() == XOAuth2Refusal.CHALLENGE) {
                say("334 " + XOAuth2.CHALLENGE);
                lines.next();
            }
            throw refusal;
        }
    }

    /** The answer to an empty challenge. */
    private String asked() throws IOException, SmtpRefusal {
        say("334 ");
        var response = lines.next();
        if (response.equals("*")) {
            throw new SmtpRefusal(501, "5.7.0 Authentication cancelled");
        }
        return response;
    }

    private void begin(String parameters) throws IOException, SmtpRefusal {
        if (!greeted || mail != null) {
            say(BAD_SEQUENCE);
            return;
        }
        var from = SmtpPath.sender(parameters, largestMail()).address();
        mail = mailbox == null
                ? new SmtpMail.Incoming(exchange, from)
                : new SmtpMail.Submitted(exchange, mailbox, from);
        say("250 2.1.0 Sender OK");
    }

    private void recipient(String parameters) throws IOException, SmtpRefusal {
        if (mail == null) {
            say(BAD_SEQUENCE);
            return;
        }
        mail.recipient(SmtpPath.recipient(parameters).somebody());
        say("250 2.1.5 Recipient OK");
    }

    private void data() throws IOException, SmtpRefusal {
        var begun = mail;
        if (begun == null || !begun.hasRecipients()) {
            say(BAD_SEQUENCE);
            return;
        }
        say("354 Start mail input; end with <CRLF>.<CRLF>");
        mail = null;
        var mime = lines.mail(largestMail());
        if (mime == null) {
            throw SmtpRefusal.tooLarge();
        }
        submissions.faultAt("CONTENT");
        say("250 " + (mailbox == null ? begun.content(mime) : submissions.counted(mailbox, () -> begun.content(mime))));
    }

    private int largestMail() {
        return mailbox == null
                ? SmtpDoor.LARGEST_MAIL
                : exchange.sendingLimits().largestMail(mailbox);
    }

    private void say(String reply) throws IOException {
        out.write((reply.replaceAll("\\p{Cntrl}", "?") + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
