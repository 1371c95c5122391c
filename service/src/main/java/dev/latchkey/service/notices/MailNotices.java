package dev.latchkey.service.notices;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Mails one person what there is to tell them of one kind, in one mail. */
@Component
final class MailNotices implements Job {

    static final String NAME = "mail-notices";

    private static final Logger LOG = LoggerFactory.getLogger(MailNotices.class);
    /** A mail that has not been accepted by then is tried again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What many need to hear at once is spread out, so that no mail system takes us for a spammer. */
    private static final int A_MINUTE = 60;

    /** What is to be done in this run. */
    private sealed interface Turn {

        record Mail(List<Notice> notices, Letter letter) implements Turn {}

        record Wait(Instant until) implements Turn {}

        record Nothing() implements Turn {}
    }

    private final Transactions transactions;
    private final Notices notices;
    private final Map<String, Occasion> occasions;
    private final Post post;
    private final Clock clock;

    MailNotices(Transactions transactions, Notices notices, List<Occasion> occasions, Post post, Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.occasions = occasions.stream().collect(Collectors.toMap(Occasion::name, Function.identity()));
        this.post = post;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String id) {
        var addressee = Addressee.of(id);
        return switch (transactions.in(workspace, () -> turn(workspace, addressee))) {
            case Turn.Nothing nothing -> new Next.Done();
            case Turn.Wait(var until) -> new Next.Again(until);
            case Turn.Mail(var due, var letter) -> {
                mail(workspace, addressee, due, letter);
                yield new Next.Again(clock.instant());
            }
        };
    }

    private Turn turn(WorkspaceId workspace, Addressee addressee) {
        var occasion = Optional.ofNullable(occasions.get(addressee.occasion())).orElseThrow();
        var next = notices.next(addressee, occasion.quiet(), PATIENCE);
        if (next.isEmpty()) {
            return new Turn.Nothing();
        }
        var now = clock.instant();
        if (next.get().isAfter(now)) {
            return new Turn.Wait(next.get());
        }
        notices.oneAfterTheOther(workspace);
        if (notices.leftSince(now.minus(Duration.ofMinutes(1))) >= A_MINUTE) {
            return new Turn.Wait(now.plus(spread(addressee.occasion())));
        }
        var due = notices.due(addressee);
        var letter = occasion.letter(due);
        if (letter.isEmpty()) {
            notices.drop(due);
            return new Turn.Wait(now);
        }
        notices.leaving(due);
        return new Turn.Mail(due, letter.get());
    }

    /** So that those who have to wait don't all ask again in a minute. */
    private Duration spread(String occasion) {
        var minutes = notices.untold(occasion) / A_MINUTE;
        return Duration.ofSeconds(ThreadLocalRandom.current().nextLong(60, 121 + minutes * 60L));
    }

    private void mail(WorkspaceId workspace, Addressee addressee, List<Notice> due, Letter letter) {
        switch (post.send(addressee.recipient(), letter, due.getFirst().id())) {
            case Posted.Accepted accepted -> transactions.run(workspace, () -> notices.sent(due));
            case Posted.Refused(var reason) -> {
                LOG.warn("a notice of kind {} was refused by the mail server: {}", addressee.occasion(), reason);
                transactions.run(workspace, () -> notices.sent(due));
            }
            case Posted.Later(var reason) ->
                LOG.warn(
                        "a notice of kind {} did not leave and is tried again in {} minutes: {}",
                        addressee.occasion(),
                        PATIENCE.toMinutes(),
                        reason);
        }
    }
}
