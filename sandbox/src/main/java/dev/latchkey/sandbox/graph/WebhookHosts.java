package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Ledger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * How fast the hosts of webhooks answer, and which of them are told late, or not at all, because of it. Thread-safe; it
 * remembers nothing beyond the process.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#throttling">Throttling</a>
 */
final class WebhookHosts {

    /** From good to bad. */
    enum State {
        GOOD,
        /** Notifications are told ten minutes late. */
        SLOW,
        /** For ten minutes, notifications are not told at all. */
        DROP
    }

    private record Answer(Instant at, Duration took) {}

    private static final class Host {
        private final List<Answer> answers = new ArrayList<>();
        private State state = State.GOOD;
        private Instant since = Instant.MIN;
    }

    static final Duration PERIOD = Duration.ofMinutes(10);

    private static final Duration SLOW_ANSWER = Duration.ofSeconds(3);
    private static final double SLOW_SHARE = 0.10;
    private static final Duration LOST_ANSWER = Duration.ofSeconds(10);
    private static final double LOST_SHARE = 0.15;
    /** "A small number" of answers shows whether a host has recovered. */
    private static final int PROBES = 3;

    private final Map<String, Host> hosts = new HashMap<>();
    private final Clock clock;
    private final Ledger ledger;
    private final IntSupplier fewestAnswers;

    /** @param fewestAnswers without so many in a period, nobody is judged */
    WebhookHosts(Clock clock, Ledger ledger, IntSupplier fewestAnswers) {
        this.clock = clock;
        this.ledger = ledger;
        this.fewestAnswers = fewestAnswers;
    }

    /** Whether what is told now comes late. */
    synchronized boolean isSlow(String url) {
        return host(url).state == State.SLOW;
    }

    /** Whether what is told now does not come; when the period is over, the next answers decide. */
    synchronized boolean drops(String url) {
        var host = host(url);
        return host.state == State.DROP && !isProbed(host, clock.instant());
    }

    /** Somebody has answered, or was waited for in vain for so long. */
    synchronized void answered(String url, Duration took) {
        var now = clock.instant();
        var host = host(url);
        var probed = isProbed(host, now);
        var from = probed ? host.since.plus(PERIOD) : now.minus(PERIOD);
        host.answers.add(new Answer(now, took));
        host.answers.removeIf(answer -> answer.at().isBefore(from));
        if (host.answers.size() < (probed ? PROBES : fewestAnswers.getAsInt())) {
            return;
        }
        var judged = judge(host.answers);
        if (probed || judged.compareTo(host.state) > 0) {
            enter(host, judged, now, authority(url));
        }
    }

    /** Everybody is as good as new. */
    synchronized void reset() {
        hosts.clear();
    }

    private void enter(Host host, State state, Instant now, String name) {
        if (state != host.state) {
            ledger.record("webhook.throttling", Map.of("host", name, "state", state.name()));
        }
        host.state = state;
        host.since = now;
        if (state == State.GOOD) {
            host.answers.clear();
        }
    }

    private static boolean isProbed(Host host, Instant now) {
        return host.state != State.GOOD && !now.isBefore(host.since.plus(PERIOD));
    }

    private static State judge(List<Answer> answers) {
        if (share(answers, LOST_ANSWER) > LOST_SHARE) {
            return State.DROP;
        }
        return share(answers, SLOW_ANSWER) > SLOW_SHARE ? State.SLOW : State.GOOD;
    }

    private static double share(List<Answer> answers, Duration limit) {
        var longer = answers.stream().filter(answer -> answer.took().compareTo(limit) > 0);
        return (double) longer.count() / answers.size();
    }

    private Host host(String url) {
        return hosts.computeIfAbsent(authority(url), _ -> new Host());
    }

    private static String authority(String url) {
        return URI.create(url).getAuthority();
    }
}
