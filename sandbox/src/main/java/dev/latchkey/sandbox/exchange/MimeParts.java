package dev.latchkey.sandbox.exchange;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sorts the parts of a MIME message into the body and the attachments. */
final class MimeParts {

    private static final int DEEPEST = 30;

    private final List<Mail.Attachment> attachments = new ArrayList<>();
    private Mail.@Nullable Body text;
    private Mail.@Nullable Body html;

    private MimeParts() {}

    static MimeParts of(MimeMessage message, byte[] mime) {
        var parts = new MimeParts();
        try {
            parts.read(message, false, 0);
        } catch (MessagingException | IOException | RuntimeException e) {
            // a structure that cannot be read at all: its source is the body, as Exchange shows it
            parts.text = new Mail.Body(false, new String(mime, StandardCharsets.ISO_8859_1));
        }
        return parts;
    }

    /** HTML where there is any, else text. */
    Mail.Body body() {
        if (html != null) {
            return html;
        }
        return text != null ? text : Mail.Body.EMPTY;
    }

    List<Mail.Attachment> attachments() {
        return attachments;
    }

    private void read(Part part, boolean related, int depth) throws MessagingException, IOException {
        var type = contentType(part);
        if (type.getPrimaryType().equalsIgnoreCase("multipart") && depth < DEEPEST) {
            if (part.getContent() instanceof Multipart multipart) {
                var inRelated = related || type.getSubType().equalsIgnoreCase("related");
                for (var i = 0; i < multipart.getCount(); i++) {
                    read(multipart.getBodyPart(i), inRelated, depth + 1);
                }
                return;
            }
        }
        if (isBody(part, type)) {
            readBody(part, type);
        } else {
            attach(part, type, related);
        }
    }

    private boolean isBody(Part part, ContentType type) throws MessagingException {
        if (Part.ATTACHMENT.equalsIgnoreCase(disposition(part)) || fileName(part) != null) {
            return false;
        }
        return (type.match("text/html") && html == null) || (type.match("text/plain") && text == null);
    }

    private void readBody(Part part, ContentType type) throws IOException {
        var content = new String(bytes(part), charset(type));
        if (type.match("text/html")) {
            html = new Mail.Body(true, content);
        } else {
            text = new Mail.Body(false, content);
        }
    }

    private void attach(Part part, ContentType type, boolean related) throws MessagingException, IOException {
        var bytes = bytes(part);
        var contentId = contentId(part);
        var named = fileName(part);
        var name = named != null ? MimeReader.decoded(named) : unnamed(type);
        var inline = Part.INLINE.equalsIgnoreCase(disposition(part)) || (related && contentId != null);
        var baseType = type.getBaseType().toLowerCase(Locale.ROOT);
        attachments.add(new Mail.Attachment(id(name, bytes), name, baseType, inline, contentId, Content.of(bytes)));
    }

    /** The bytes of the decoded part; undecodable ones as they stand. */
    private static byte[] bytes(Part part) throws IOException {
        try (var decoded = part.getInputStream()) {
            return decoded.readAllBytes();
        } catch (IOException | MessagingException e) {
            try (var raw = rawStream(part)) {
                return raw.readAllBytes();
            }
        }
    }

    private static java.io.InputStream rawStream(Part part) throws IOException {
        try {
            return switch (part) {
                case jakarta.mail.internet.MimeBodyPart body -> body.getRawInputStream();
                case MimeMessage message -> message.getRawInputStream();
                default -> java.io.InputStream.nullInputStream();
            };
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private String id(String name, byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            var hash = HexFormat.of().formatHex(digest.digest(bytes), 0, 12);
            var twins = attachments.stream()
                    .filter(other -> other.id().startsWith(hash))
                    .count();
            return hash + "%02x".formatted(twins);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentType contentType(Part part) {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("text", "plain", null);
        } catch (MessagingException e) {
            return new ContentType("application", "octet-stream", null);
        }
    }

    private static Charset charset(ContentType type) {
        var name = type.getParameter("charset");
        try {
            return name == null
                    ? StandardCharsets.UTF_8
                    : Charset.forName(jakarta.mail.internet.MimeUtility.javaCharset(name));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static @Nullable String disposition(Part part) {
        try {
            return part.getDisposition();
        } catch (MessagingException e) {
            return null;
        }
    }

    private static @Nullable String fileName(Part part) {
        try {
            return part.getFileName();
        } catch (MessagingException e) {
            return null;
        }
    }

    private static @Nullable String contentId(Part part) throws MessagingException {
        var header = part.getHeader("Content-ID");
        return header == null || header.length == 0 ? null : header[0].strip().replaceAll("^<|>$", "");
    }

    private static String unnamed(ContentType type) {
        return switch (type.getBaseType().toLowerCase(Locale.ROOT)) {
            case "message/rfc822" -> "message.eml";
            case "message/delivery-status" -> "details.txt";
            case "text/rfc822-headers" -> "headers.txt";
            default -> "attachment";
        };
    }
}
