package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.AutomaticReply;
import dev.latchkey.sandbox.exchange.Mail.Header;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers for whoever is away ("Out of Office"): each sender once in a period, and never what was itself sent by a machine, so
 * that no two mailboxes answer each other without end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3834">RFC 3834</a>
 */
final class AutomaticReplies {

    /**
     * A mail that has arrived.
     *
     * @param sender of its envelope (RFC 5321 §2.3.1); empty for reports
     */
    record Arrival(Mailbox mailbox, Message message, Mail mail, String sender) {}

    /** An answer to that address. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Reply(String to, String internetMessageId, byte[] mime) {}

    /** PidTagMessageClass of such an answer within its organization. */
    static final String MESSAGE_CLASS = "IPM.Note.Rules.OofTemplate.Microsoft";

    private static final Set<String> PRECEDENCE_OF_MACHINES = Set.of("bulk", "list", "junk", "auto_reply");

    /** MS-OXCMAIL §2.1.3.2.20: {@code AutoReply} alone speaks of other automatic answers. */
    private static final Set<String> SUPPRESSES_THIS = Set.of("all", "oof");

    private final Tables tables;
    private final Clock clock;
    private final Stamps stamps;
    private final Replies replies;

    AutomaticReplies(Tables tables, Clock clock, Stamps stamps, Replies replies) {
        this.tables = tables;
        this.clock = clock;
        this.stamps = stamps;
        this.replies = replies;
    }

    /** The answer to a mail, if there is one; called inside a change of the store. */
    Optional<Reply> to(Arrival arrival) {
        var mailbox = arrival.mailbox();
        var away = mailbox.owner().settings().automaticReply();
        if (away == null
                || !away.isOn(clock.instant())
                || arrival.sender().isBlank()
                || mailbox.address().is(arrival.sender())
                || isOfMachine(arrival.mail())
                || !tables.isFirst(
                        Tables.byAutomaticReply(mailbox.key(), away.from().toEpochMilli(), arrival.sender()))) {
            return Optional.empty();
        }
        return Optional.of(reply(away, arrival));
    }

    private Reply reply(AutomaticReply away, Arrival arrival) {
        var author = arrival.mailbox().address();
        var envelope = new Envelope(
                stamps.messageId(),
                "Automatic reply: " + arrival.message().envelope().subject(),
                author,
                author,
                List.of(new EmailAddress("", arrival.sender())),
                List.of(),
                List.of(),
                List.of(),
                clock.instant(),
                "normal");
        var headers = new ArrayList<>(replies.threading(arrival.message(), arrival.mail()));
        headers.add(new Header("Auto-Submitted", "auto-generated"));
        headers.add(new Header("X-Auto-Response-Suppress", "All"));
        headers.add(new Header("X-MS-Exchange-Inbox-Rules-Loop", author.address()));
        var mail = new Mail(envelope, new Mail.Body(false, away.text()), List.of(), headers);
        return new Reply(arrival.sender(), envelope.internetMessageId(), MimeWriter.write(mail));
    }

    /** An automatic mail, a report, one to a list, or one whose sender wants no such answer. */
    private static boolean isOfMachine(Mail mail) {
        var submitted = words(mail.header("Auto-Submitted")).findFirst();
        return submitted.filter(word -> !word.equals("no")).isPresent()
                || words(mail.header("X-Auto-Response-Suppress")).anyMatch(SUPPRESSES_THIS::contains)
                || words(mail.header("Precedence")).anyMatch(PRECEDENCE_OF_MACHINES::contains)
                || words(mail.header("Content-Type")).anyMatch("multipart/report"::equals)
                || mail.headers().stream()
                        .map(header -> header.name().toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.startsWith("list-") || name.equals("x-ms-exchange-message-is-ndr"));
    }

    private static Stream<String> words(@Nullable String field) {
        return field == null
                ? Stream.empty()
                : Stream.of(field.toLowerCase(Locale.ROOT).split("[,;\\s]+", -1))
                        .filter(word -> !word.isEmpty());
    }
}
