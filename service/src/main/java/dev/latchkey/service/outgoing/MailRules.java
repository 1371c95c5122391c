package dev.latchkey.service.outgoing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks a request to send as far as that can be done without Microsoft; collects every flaw, each with its field. */
@Component
final class MailRules {

    /** Exchange's default; https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits. */
    static final int MOST_RECIPIENTS = 500;
    /** Exchange keeps no longer ones; MS-OXCMSG 2.2.1.46. */
    static final int LONGEST_SUBJECT = 255;
    /** Graph takes about 4 MB of JSON in one call. */
    static final int MOST_BODY_BYTES = 3 * 1024 * 1024;

    static final int LONGEST_NAME = 255;
    private static final Duration FURTHEST = Duration.ofDays(366);

    private final Clock clock;

    MailRules(Clock clock) {
        this.clock = clock;
    }

    Checked check(SendRequest request) {
        var flaws = new ArrayList<Flaw>();
        var to = addresses("to", request.to(), flaws);
        var cc = addresses("cc", request.cc(), flaws);
        var bcc = addresses("bcc", request.bcc(), flaws);
        var replyTo = addresses("reply_to", request.replyTo(), flaws);
        var recipients = to.size() + cc.size() + bcc.size();
        var replyToMessage = blankToNull(request.replyToMessageId());
        if (recipients == 0 && replyToMessage == null) {
            flaws.add(Flaw.of("to", "noRecipients"));
        } else if (recipients > MOST_RECIPIENTS) {
            flaws.add(Flaw.of("to", "tooManyRecipients", recipients, MOST_RECIPIENTS));
        }
        var subject = request.subject() == null ? "" : request.subject().strip();
        if (notForHeaders(subject)) {
            flaws.add(Flaw.of("subject", "lineBreak"));
        } else if (subject.length() > LONGEST_SUBJECT) {
            flaws.add(Flaw.of("subject", "tooLong", LONGEST_SUBJECT));
        }
        body("text", request.text(), flaws);
        body("html", request.html(), flaws);
        var files = FileRules.check(request.attachments(), flaws);
        var sendAt = time(request.sendAt(), flaws);
        if (!flaws.isEmpty()) {
            return new Checked.Flawed(List.copyOf(flaws));
        }
        var mail = new Mail(to, cc, bcc, replyTo, subject, request.text(), request.html(), files.names());
        return new Checked.Fine(mail, files.contents(), sendAt, replyToMessage);
    }

    private static List<Address> addresses(String field, @Nullable List<Address> given, List<Flaw> flaws) {
        if (given == null) {
            return List.of();
        }
        for (var address : given) {
            if (address == null || address.address().isEmpty()) {
                flaws.add(Flaw.of(field, "noAddress"));
            } else if (notForHeaders(address.toString())) {
                flaws.add(Flaw.of(field, "lineBreak"));
            } else if (!address.plausible()) {
                flaws.add(Flaw.of(field, "badAddress", shortened(address.address())));
            } else if (address.name() != null && address.name().length() > LONGEST_NAME) {
                flaws.add(Flaw.of(field, "tooLong", LONGEST_NAME));
            }
        }
        return given;
    }

    /** A line break would begin another header (CWE-93); other control characters have no place in one either. */
    static boolean notForHeaders(String text) {
        return text.chars().anyMatch(Character::isISOControl) || notText(text);
    }

    /** Neither PostgreSQL nor mail can carry these. */
    private static boolean notText(String text) {
        return text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void body(String field, @Nullable String text, List<Flaw> flaws) {
        if (text == null) {
            return;
        }
        if (notText(text)) {
            flaws.add(Flaw.of(field, "notText"));
        } else if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BODY_BYTES) {
            flaws.add(Flaw.of(field, "bodyTooLong", MOST_BODY_BYTES));
        }
    }

    /** A time that has passed means now. */
    private @Nullable Instant time(@Nullable String text, List<Flaw> flaws) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            var now = clock.instant();
            if (time.isAfter(now.plus(FURTHEST))) {
                flaws.add(Flaw.of("send_at", "tooFar", FURTHEST.toDays()));
            }
            return time.isAfter(now) ? time : null;
        } catch (DateTimeException e) {
            flaws.add(Flaw.of("send_at", "notATime", shortened(text)));
            return null;
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
