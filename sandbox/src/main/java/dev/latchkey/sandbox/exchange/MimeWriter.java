package dev.latchkey.sandbox.exchange;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes MIME as Exchange does: HTML together with its text, inline parts beside it, attachments around. */
public final class MimeWriter {

    private static final String UTF_8 = "utf-8";
    private static final String OCTETS = "application/octet-stream";
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n\u0000]+");

    /** Fields that come from the envelope and the parts, and are never taken over from older MIME. */
    private static final Set<String> OWN_FIELDS = Set.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "subject",
            "date",
            "message-id",
            "importance",
            "mime-version");

    private MimeWriter() {}

    public static byte[] write(Mail mail) {
        try {
            var message = new WithOurMessageId(clean(mail.envelope().internetMessageId()));
            var envelope = mail.envelope();
            writeEnvelope(message, envelope);
            for (var header : mail.headers()) {
                if (!isOwn(header.name())) {
                    message.addHeader(
                            header.name(),
                            MimeUtility.fold(header.name().length() + 2, encoded(clean(header.value()))));
                }
            }
            writeContent(message, mail);
            message.saveChanges();
            var bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeEnvelope(MimeMessage message, Envelope envelope) throws MessagingException, IOException {
        if (envelope.from() != null) {
            message.setFrom(address(envelope.from()));
        }
        if (envelope.sender() != null && !envelope.sender().equals(envelope.from())) {
            message.setSender(address(envelope.sender()));
        }
        message.setRecipients(RecipientType.TO, addresses(envelope.to()));
        message.setRecipients(RecipientType.CC, addresses(envelope.cc()));
        message.setRecipients(RecipientType.BCC, addresses(envelope.bcc()));
        if (!envelope.replyTo().isEmpty()) {
            message.setReplyTo(addresses(envelope.replyTo()));
        }
        message.setSubject(clean(envelope.subject()), UTF_8);
        if (envelope.sent() != null) {
            message.setSentDate(Date.from(envelope.sent()));
        }
        if (!envelope.importance().equals("normal")) {
            message.setHeader("Importance", envelope.importance());
        }
    }

    private static void writeContent(MimeMessage message, Mail mail) throws MessagingException {
        var inline = mail.attachments().stream().filter(Mail.Attachment::inline).toList();
        var attached = mail.attachments().stream()
                .filter(attachment -> !attachment.inline())
                .toList();
        var body = new MimeMultipart("mixed");
        body.addBodyPart(inline.isEmpty() ? bodyPart(mail.body()) : related(mail.body(), inline));
        for (var attachment : attached) {
            body.addBodyPart(attachmentPart(attachment));
        }
        if (!attached.isEmpty()) {
            message.setContent(body);
        } else {
            copy(body.getBodyPart(0), message);
        }
    }

    /** A lone part needs no multipart around it. */
    private static void copy(Part only, MimeMessage message) throws MessagingException {
        message.setDataHandler(only.getDataHandler());
        var encoding = only.getHeader("Content-Transfer-Encoding");
        if (encoding != null) {
            message.setHeader("Content-Transfer-Encoding", encoding[0]);
        }
    }

    private static MimeBodyPart related(Mail.Body body, List<Mail.Attachment> inline) throws MessagingException {
        var related = new MimeMultipart("related");
        related.addBodyPart(bodyPart(body));
        for (var attachment : inline) {
            related.addBodyPart(attachmentPart(attachment));
        }
        return around(related);
    }

    private static MimeBodyPart bodyPart(Mail.Body body) throws MessagingException {
        if (!body.html()) {
            return text("plain", body.content());
        }
        var alternative = new MimeMultipart("alternative");
        alternative.addBodyPart(text("plain", body.text()));
        alternative.addBodyPart(text("html", body.content()));
        return around(alternative);
    }

    private static MimeBodyPart text(String subtype, String content) throws MessagingException {
        var part = new MimeBodyPart();
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, "text/" + subtype + "; charset=utf-8")));
        // base64 keeps every line end and every long line as it was given
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static MimeBodyPart around(MimeMultipart multipart) throws MessagingException {
        var part = new MimeBodyPart();
        part.setContent(multipart);
        return part;
    }

    private static MimeBodyPart attachmentPart(Mail.Attachment attachment) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(
                new ByteArrayDataSource(attachment.content().stored(), type(attachment.contentType()))));
        part.setFileName(clean(attachment.name()));
        part.setDisposition(attachment.inline() ? Part.INLINE : Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", encoding(attachment));
        if (attachment.contentId() != null) {
            part.setContentID("<" + clean(attachment.contentId()) + ">");
        }
        return part;
    }

    /** RFC 2046 §5.2.1: a message in a message stands there as it is. */
    private static String encoding(Mail.Attachment attachment) {
        if (!attachment.isMessage()) {
            return "base64";
        }
        for (var octet : attachment.content().stored()) {
            if (octet < 0) {
                return "8bit";
            }
        }
        return "7bit";
    }

    private static InternetAddress[] addresses(List<EmailAddress> addresses) throws UnsupportedEncodingException {
        var written = new InternetAddress[addresses.size()];
        for (var i = 0; i < written.length; i++) {
            written[i] = address(addresses.get(i));
        }
        return written;
    }

    private static InternetAddress address(EmailAddress address) throws UnsupportedEncodingException {
        return address.name().isEmpty()
                ? new InternetAddress(clean(address.address()), null)
                : new InternetAddress(clean(address.address()), clean(address.name()), UTF_8);
    }

    private static boolean isOwn(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return OWN_FIELDS.contains(lower) || lower.startsWith("content-");
    }

    private static String type(String given) {
        try {
            var type = new ContentType(clean(given));
            // a multipart is structure, not content: its bytes would have to be parts
            return type.match("multipart/*") ? OCTETS : type.toString();
        } catch (ParseException e) {
            return OCTETS;
        }
    }

    /** On one line: a line end in a value would begin a header field of the sender's choice. */
    private static String clean(String value) {
        return LINE_ENDS.matcher(value).replaceAll(" ");
    }

    private static String encoded(String value) {
        try {
            return MimeUtility.encodeText(value, UTF_8, null);
        } catch (UnsupportedEncodingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jakarta Mail would put its own id there. */
    private static final class WithOurMessageId extends MimeMessage {

        private final String messageId;

        WithOurMessageId(String messageId) {
            super(MimeReader.SESSION);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            // one that was never sent has none
            if (!messageId.isEmpty()) {
                setHeader("Message-ID", messageId);
            }
        }
    }
}
