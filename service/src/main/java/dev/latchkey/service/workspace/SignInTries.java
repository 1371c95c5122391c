package dev.latchkey.service.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Wrong passwords of late, by account and by the address that they came from, so that nobody can lock an owner out from
 * elsewhere. Kept in memory: each node counts for itself.
 */
@Component
final class SignInTries {

    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PAIRS = 10_000;
    private static final int LONGEST_EMAIL = 100;

    /** Whose password, tried from where. */
    record Pair(String email, String address) {

        Pair {
            email = email.length() > LONGEST_EMAIL ? "" : email.strip().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Pair, Deque<Instant>> tries = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Deque<Instant>> eldest) {
            return size() > PAIRS;
        }
    };

    private final Clock clock;

    SignInTries(Clock clock) {
        this.clock = clock;
    }

    /** Counts a try, which is taken for wrong until it turns out right; false where there were too many. */
    synchronized boolean begin(Pair pair) {
        var ofLate = tries.computeIfAbsent(pair, _ -> new ArrayDeque<>());
        var since = clock.instant().minus(WINDOW);
        ofLate.removeIf(time -> !time.isAfter(since));
        if (ofLate.size() >= MOST) {
            return false;
        }
        ofLate.add(clock.instant());
        return true;
    }

    /** It was not looked at. */
    synchronized void undo(Pair pair) {
        var ofLate = tries.get(pair);
        if (ofLate != null) {
            ofLate.pollLast();
        }
    }

    synchronized void right(Pair pair) {
        tries.remove(pair);
    }
}
