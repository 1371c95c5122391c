package dev.latchkey.sandbox.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The few mails that a new mailbox has in it: the same in every sandbox, dated before its first day. */
final class SeedMail {

    private record Letter(String from, String subject, String text, Duration age, boolean read) {}

    private static final List<Letter> LETTERS = List.of(
            new Letter(
                    "Priya Raman <priya@relecloud.example>",
                    "Quote for the spring campaign",
                    "Hello,\n\nattached to our portal you find the quote that we spoke about. It stays open until the"
                            + " end of the month.\n\nBest regards\nPriya",
                    Duration.ofDays(6),
                    true),
            new Letter(
                    "Facilities <facilities@%s>",
                    "Lift on the second floor",
                    "The lift is being serviced on Thursday between 8 and 10. Please take the stairs.\n",
                    Duration.ofDays(3),
                    true),
            new Letter(
                    "Jonas Keller <jonas@margies-travel.example>",
                    "Are you at the trade fair next week?",
                    "Hi,\n\nI am there on Tuesday and Wednesday and would like to show you two things over a"
                            + " coffee. Does one of the days suit you?\n\nJonas",
                    Duration.ofHours(26),
                    false),
            new Letter(
                    "Human Resources <hr@%s>",
                    "Welcome to your mailbox",
                    "This mailbox belongs to a sandbox. Everything sent to it stays on this machine.\n",
                    Duration.ofHours(4),
                    false));

    private final Intake intake;
    private final Clock clock;

    SeedMail(Intake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    void furnish(Mailbox mailbox) {
        var stamps = new Stamps(clock, new Random(mailbox.owner().address().hashCode()));
        for (var letter : LETTERS) {
            var received = clock.instant().minus(letter.age());
            var mime = mime(mailbox, letter, stamps.messageId(), Stamps.date(received));
            intake.take(mailbox, WellKnownFolder.INBOX, mime, received, letter.read() ? Marks.READ : Marks.UNREAD);
        }
    }

    private static byte[] mime(Mailbox mailbox, Letter letter, String messageId, String date) {
        return """
                From: %s
                To: %s
                Subject: %s
                Date: %s
                Message-ID: %s
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                %s""".formatted(
                        letter.from().formatted(mailbox.address().domain()),
                        mailbox.owner().mail(),
                        letter.subject(),
                        date,
                        messageId,
                        letter.text())
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
