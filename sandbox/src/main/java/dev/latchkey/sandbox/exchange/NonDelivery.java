package dev.latchkey.sandbox.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the report that mail could not be delivered: a {@code multipart/report} of RFC 3462 with the status fields of
 * RFC 3464, under the headers that Exchange Online gives it.
 */
final class NonDelivery {

    /**
     * A recipient whom the mail cannot reach.
     *
     * @param status RFC 3463
     * @param diagnostic what the server said
     */
    record Failure(EmailAddress recipient, String status, String diagnostic) {}

    private static final String AUTHOR = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@";

    private NonDelivery() {}

    static Failure failure(EmailAddress recipient, boolean localDomain) {
        return localDomain
                ? new Failure(
                        recipient,
                        "5.1.10",
                        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient " + oneLine(recipient.address())
                                + " not found by SMTP address lookup")
                : new Failure(
                        recipient,
                        "5.4.310",
                        "550 5.4.310 DNS domain " + oneLine(recipient.domain())
                                + " does not exist [Message=InfoDomainNonexistent]");
    }

    static byte[] report(Mailbox sender, byte[] original, List<Failure> failures, Stamps stamps, Instant now) {
        var headers = HeaderBytes.of(original);
        var mail = MimeReader.read(original);
        var messageId = mail.envelope().internetMessageId();
        var domain = sender.address().domain();
        var boundary = "_%016X_".formatted(stamps.random().nextLong());
        var top = """
                From: Microsoft Outlook <%s%s>
                To: %s
                Date: %s
                Message-ID: %s
                In-Reply-To: %s
                References: %s
                Subject: %s
                Thread-Topic: %s
                X-MS-Exchange-Message-Is-Ndr:
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                	boundary="%s"

                """.formatted(
                        AUTHOR,
                        domain,
                        sender.owner().mail(),
                        Stamps.date(now),
                        stamps.messageId(),
                        messageId,
                        messageId,
                        encoded("Undeliverable: " + mail.envelope().subject()),
                        encoded(mail.envelope().subject()),
                        boundary);
        var text = top
                + part(boundary, "text/plain; charset=utf-8", explanation(mail.envelope(), failures))
                + part(boundary, "message/delivery-status", status(domain, failures, now))
                + part(boundary, "text/rfc822-headers", "")
                + headers.without("Bcc").text()
                + "\n--" + boundary + "--\n";
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String part(String boundary, String type, String content) {
        return "--%s\nContent-Type: %s\n\n%s\n".formatted(boundary, type, content);
    }

    private static String explanation(Envelope envelope, List<Failure> failures) {
        return failures.stream()
                .map(failure -> "Your message to %s couldn't be delivered.\nThe remote server said: %s\n"
                        .formatted(oneLine(failure.recipient().address()), failure.diagnostic()))
                .collect(Collectors.joining("\n", "", "\nSubject: " + oneLine(envelope.subject()) + "\n"));
    }

    private static String status(String domain, List<Failure> failures, Instant now) {
        return failures.stream()
                .map(failure ->
                        """
                        Final-Recipient: rfc822;%s
                        Action: failed
                        Status: %s
                        Diagnostic-Code: smtp;%s
                        """.formatted(oneLine(failure.recipient().address()), failure.status(), failure.diagnostic()))
                .collect(Collectors.joining(
                        "\n",
                        "Reporting-MTA: dns;mail.%s\nArrival-Date: %s\n\n".formatted(domain, Stamps.date(now)),
                        ""));
    }

    private static String encoded(String text) {
        try {
            return jakarta.mail.internet.MimeUtility.encodeText(oneLine(text), "utf-8", null);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }
}
