package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.exchange.Mail.Header;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the answer to a mail, or its forward, as Outlook does: addressed, threaded, the original quoted below. */
public final class Replies {

    /** Which answer. */
    public enum Kind {
        REPLY("RE: "),
        REPLY_ALL("RE: "),
        FORWARD("FW: ");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final DateTimeFormatter SENT =
            DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu h:mm a", Locale.ENGLISH);

    private final Clock clock;
    private final Stamps stamps;

    Replies(Clock clock, Stamps stamps) {
        this.clock = clock;
        this.stamps = stamps;
    }

    /** The answer with what its author wrote above the original; plain text. */
    public Mail answer(Mailbox mailbox, Message original, Kind kind, String comment) {
        var mail = MimeReader.read(mailbox.mime(original));
        var attachments = mail.attachments().stream()
                .filter(attachment -> kind == Kind.FORWARD || attachment.inline())
                .toList();
        return new Mail(
                envelope(mailbox, original.envelope(), kind),
                body(mail, original.envelope(), comment),
                attachments,
                threading(original, mail));
    }

    private static Envelope envelope(Mailbox mailbox, Envelope original, Kind kind) {
        var to = kind == Kind.FORWARD ? List.<EmailAddress>of() : author(mailbox, original);
        var others = kind == Kind.REPLY_ALL
                ? Stream.concat(original.to().stream(), original.cc().stream())
                        .filter(other -> !other.is(mailbox.owner().mail()))
                        .filter(other -> to.stream().noneMatch(known -> known.is(other.address())))
                        .distinct()
                        .toList()
                : List.<EmailAddress>of();
        var replyAllTo = Stream.concat(to.stream(), others.stream().filter(original.to()::contains))
                .toList();
        var cc = others.stream().filter(other -> !original.to().contains(other)).toList();
        return new Envelope(
                "",
                subject(original.subject(), kind),
                mailbox.address(),
                mailbox.address(),
                replyAllTo,
                cc,
                List.of(),
                List.of(),
                null,
                "normal");
    }

    /** An answer to one's own mail goes to those who got it. */
    private static List<EmailAddress> author(Mailbox mailbox, Envelope original) {
        var from = original.from();
        if (from != null && from.is(mailbox.owner().mail())) {
            return original.to();
        }
        if (!original.replyTo().isEmpty()) {
            return original.replyTo();
        }
        return from == null ? List.of() : List.of(from);
    }

    private static String subject(String subject, Kind kind) {
        return subject.regionMatches(true, 0, kind.prefix, 0, kind.prefix.length()) ? subject : kind.prefix + subject;
    }

    /** RFC 5322 §3.6.4 for {@code References}; forwards carry them too, as Outlook's do. */
    List<Header> threading(Message original, Mail mail) {
        var id = original.envelope().internetMessageId();
        var references = new ArrayList<>(Conversations.ids(mail.header("References")));
        if (references.isEmpty()) {
            references.addAll(Conversations.ids(mail.header("In-Reply-To")));
        }
        references.remove(id);
        references.add(id);
        var topic = Objects.requireNonNullElse(
                mail.header("Thread-Topic"), original.envelope().subject());
        var index = ThreadIndex.reply(original.threadIndex(), clock.instant(), stamps.random());
        return id.isEmpty()
                ? List.of(new Header("Thread-Topic", topic), new Header("Thread-Index", index))
                : List.of(
                        new Header("In-Reply-To", id),
                        new Header("References", String.join(" ", references)),
                        new Header("Thread-Topic", topic),
                        new Header("Thread-Index", index));
    }

    private static Mail.Body body(Mail original, Envelope envelope, String comment) {
        var facts = List.of(
                "From: " + shown(envelope.from() == null ? List.of() : List.of(envelope.from())),
                "Sent: " + sent(envelope.sent()),
                "To: " + shown(envelope.to()),
                "Subject: " + envelope.subject());
        if (!original.body().html()) {
            return new Mail.Body(
                    false,
                    comment + "\r\n\r\n________________________________\r\n" + String.join("\r\n", facts) + "\r\n\r\n"
                            + original.body().content());
        }
        return new Mail.Body(
                true,
                "<html><body><div>" + HtmlText.escape(comment) + "</div><hr><div>"
                        + HtmlText.escape(String.join("\n", facts)) + "</div><br><div>"
                        + original.body().content() + "</div></body></html>");
    }

    private static String shown(List<EmailAddress> people) {
        return String.join(
                "; ",
                people.stream()
                        .map(person -> person.name().isEmpty()
                                ? person.address()
                                : person.name() + " <" + person.address() + ">")
                        .toList());
    }

    private static String sent(@Nullable Instant time) {
        return time == null ? "" : SENT.format(time.atOffset(ZoneOffset.UTC));
    }
}
