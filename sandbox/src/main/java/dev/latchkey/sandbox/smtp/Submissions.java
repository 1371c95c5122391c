package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.exchange.Mailbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much one mailbox submits: at most three connections at once and thirty mails a minute.
 *
 * @see <a href="https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits#sending-limits">
 *     Exchange Online limits: sending limits</a>
 */
final class Submissions {

    /** What was ordered to go wrong at a command. */
    @FunctionalInterface
    interface Faults {
        void at(String verb) throws SmtpRefusal;
    }

    /** A mail is handed over. */
    @FunctionalInterface
    interface Handover {
        /** @return the reply's text */
        String done() throws SmtpRefusal;
    }

    private static final int CONNECTIONS = 3;
    private static final int MAILS = 30;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Integer> connected = new ConcurrentHashMap<>();
    private final Map<String, Deque<Instant>> mails = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Faults faults;

    Submissions(Clock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    void reset() {
        mails.clear();
    }

    void faultAt(String verb) throws SmtpRefusal {
        faults.at(verb);
    }

    void entered(Mailbox mailbox) throws SmtpRefusal {
        var who = mailbox.owner().objectId();
        if (connected.merge(who, 1, Integer::sum) > CONNECTIONS) {
            left(mailbox);
            throw new SmtpRefusal(432, "4.3.2 Concurrent connections limit exceeded");
        }
    }

    void left(Mailbox mailbox) {
        connected.computeIfPresent(mailbox.owner().objectId(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** Hands a mail over unless there were too many; one that is refused does not count. */
    String counted(Mailbox mailbox, Handover mail) throws SmtpRefusal {
        var lately = mails.computeIfAbsent(mailbox.owner().objectId(), _ -> new ArrayDeque<>());
        var now = clock.instant();
        synchronized (lately) {
            lately.removeIf(time -> !time.isAfter(now.minus(MINUTE)));
            if (lately.size() == MAILS) {
                throw new SmtpRefusal(432, "4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded");
            }
            var reply = mail.done();
            lately.addLast(now);
            return reply;
        }
    }
}
