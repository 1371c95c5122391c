package dev.latchkey.service.outgoing;

import dev.latchkey.service.jobs.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the end of a run into rows, events and what happens next; inside a transaction of the workspace. */
@Component
final class Outcomes {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration WHILE_CROWDED = Duration.ofSeconds(1);
    /** RFC 5321 §4.5.4.1: at least four to five days. */
    private static final Duration WAITS_AT_MOST = Duration.ofDays(5);
    /** How long Microsoft may be out of reach before an outcome that can't be looked up is called in doubt. */
    private static final Duration DOUBTS_WITHIN = Duration.ofDays(1);

    private final Progress progress;
    private final Clock clock;

    Outcomes(Progress progress, Clock clock) {
        this.progress = progress;
        this.clock = clock;
    }

    Next settle(Outgoing outgoing, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Sent(var copy) -> over(progress.sent(outgoing, copy));
            case Attempt.Failed(var trouble) -> over(progress.failed(outgoing, trouble));
            case Attempt.InDoubt inDoubt -> over(progress.inDoubt(outgoing));
            case Attempt.NotNow(var after, var trouble) -> hold(outgoing, after, trouble);
            case Attempt.TokenRejected rejected ->
                hold(outgoing, outgoing.attempts() == 0 ? Duration.ZERO : null, Trouble.of(Trouble.Why.BUSY));
            case Attempt.Unclear(var at) -> {
                progress.unclear(outgoing);
                yield new Next.Again(at);
            }
            case Attempt.Looking(var at) -> new Next.Again(at);
            case Attempt.Crowded crowded -> {
                progress.hold(outgoing, outgoing.trouble(), false);
                yield again(WHILE_CROWDED);
            }
            case Attempt.Overtaken overtaken -> again(Duration.ZERO);
        };
    }

    private Next over(Optional<Outgoing> outcome) {
        if (outcome.isEmpty()) {
            return again(Duration.ZERO);
        }
        return outcome.get().draftAskedAt() == null ? new Next.Done() : again(Duration.ZERO);
    }

    private Next hold(Outgoing outgoing, @Nullable Duration after, Trouble trouble) {
        var now = clock.instant();
        var lastSend = outgoing.lastSendAt();
        if (outgoing.sends() > 0
                && lastSend != null
                && lastSend.plus(DOUBTS_WITHIN).isBefore(now)) {
            return over(progress.inDoubt(outgoing));
        }
        if (outgoing.sends() == 0 && outgoing.due().plus(WAITS_AT_MOST).isBefore(now)) {
            return over(progress.failed(outgoing, Trouble.of(Trouble.Why.EXPIRED)));
        }
        progress.hold(outgoing, trouble, trouble.why() == Trouble.Why.BUSY);
        return again(after == null ? Pauses.before(outgoing.attempts() + 1, LONGEST_PAUSE) : after);
    }

    private Next again(Duration after) {
        return new Next.Again(later(after));
    }

    private Instant later(Duration after) {
        return clock.instant().plus(after.isNegative() ? Duration.ZERO : after);
    }
}
