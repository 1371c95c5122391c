package dev.latchkey.sandbox.exchange;

import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads MIME as it comes from the world: whatever is broken in it is read as well as can be, never refused. */
public final class MimeReader {

    static final Session SESSION = session();

    private static final Shared<List<EmailAddress>> PEOPLE = new Shared<>();
    private static final int PREVIEW = 255;
    private static final int PREVIEW_SOURCE = 16_384;

    private MimeReader() {}

    public static Mail read(byte[] mime) {
        var message = parse(mime);
        var parts = MimeParts.of(message, mime);
        return new Mail(envelope(message), parts.body(), parts.attachments(), headers(message));
    }

    /** What lists show of it. */
    public static Message.Summary summary(Mail mail, long size) {
        var body = mail.body();
        var start = body.content().length() > PREVIEW_SOURCE
                ? new Mail.Body(body.html(), body.content().substring(0, PREVIEW_SOURCE))
                : body;
        var text = start.text().strip();
        return new Message.Summary(
                text.substring(0, Math.min(PREVIEW, text.length())),
                mail.attachments().stream().anyMatch(attachment -> !attachment.inline()),
                (int) (size + mail.apart()));
    }

    /** Everybody whom the mail names as its authors or its sender: RFC 5322 §3.6.2. */
    static List<EmailAddress> originators(byte[] mime) {
        var message = parse(mime);
        return Stream.of("From", "Sender")
                .flatMap(field -> addresses(message, field).stream())
                .toList();
    }

    private static MimeMessage parse(byte[] mime) {
        try {
            return new MimeMessage(SESSION, new ByteArrayInputStream(mime));
        } catch (MessagingException e) {
            return new MimeMessage(SESSION);
        }
    }

    private static Envelope envelope(MimeMessage message) {
        var from = addresses(message, "From");
        var sender = addresses(message, "Sender");
        return new Envelope(
                first(message, "Message-ID"),
                decoded(first(message, "Subject")),
                from.isEmpty() ? null : from.getFirst(),
                sender.isEmpty() ? (from.isEmpty() ? null : from.getFirst()) : sender.getFirst(),
                addresses(message, RecipientType.TO.toString()),
                addresses(message, RecipientType.CC.toString()),
                addresses(message, RecipientType.BCC.toString()),
                addresses(message, "Reply-To"),
                sent(message),
                importance(message));
    }

    private static @Nullable Instant sent(MimeMessage message) {
        try {
            Date date = message.getSentDate();
            return date == null ? null : date.toInstant();
        } catch (MessagingException e) {
            return null;
        }
    }

    private static String importance(MimeMessage message) {
        var importance = first(message, "Importance").toLowerCase(Locale.ROOT);
        if (importance.equals("high") || importance.equals("low")) {
            return importance;
        }
        return first(message, "X-Priority").startsWith("1") ? "high" : "normal";
    }

    private static List<EmailAddress> addresses(MimeMessage message, String field) {
        var value = values(message, field);
        if (value.isEmpty()) {
            return List.of();
        }
        var list = String.join(", ", value);
        try {
            return PEOPLE.of(emailAddresses(InternetAddress.parseHeader(list, false)));
        } catch (AddressException e) {
            return List.of(new EmailAddress("", decoded(list).strip()));
        }
    }

    private static List<EmailAddress> emailAddresses(Address[] parsed) {
        return Arrays.stream(parsed)
                .map(InternetAddress.class::cast)
                .filter(address -> address.getAddress() != null)
                .map(address -> new EmailAddress(
                        address.getPersonal() == null ? "" : address.getPersonal(), address.getAddress()))
                .toList();
    }

    private static List<Mail.Header> headers(MimeMessage message) {
        var headers = new ArrayList<Mail.Header>();
        try {
            for (Header header : Collections.list(message.getAllHeaders())) {
                headers.add(new Mail.Header(header.getName(), decoded(header.getValue())));
            }
        } catch (MessagingException e) {
            return headers;
        }
        return headers;
    }

    private static String first(MimeMessage message, String field) {
        var values = values(message, field);
        return values.isEmpty() ? "" : MimeUtility.unfold(values.getFirst()).strip();
    }

    private static List<String> values(MimeMessage message, String field) {
        try {
            var values = message.getHeader(field);
            return values == null ? List.of() : List.of(values);
        } catch (MessagingException e) {
            return List.of();
        }
    }

    /** RFC 2047 words decoded, raw bytes beyond ASCII taken for UTF-8. */
    static String decoded(@Nullable String value) {
        if (value == null) {
            return "";
        }
        var unfolded = MimeUtility.unfold(value);
        try {
            return utf8(MimeUtility.decodeText(unfolded));
        } catch (UnsupportedEncodingException e) {
            return unfolded;
        }
    }

    private static String utf8(String text) {
        if (text.chars().allMatch(character -> character < 0x80)
                || text.chars().anyMatch(character -> character > 0xff)) {
            return text;
        }
        var read = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return read.indexOf('\ufffd') >= 0 ? text : read;
    }

    private static Session session() {
        var properties = new Properties();
        properties.setProperty("mail.mime.address.strict", "false");
        properties.setProperty("mail.mime.allowutf8", "true");
        return Session.getInstance(properties);
    }
}
