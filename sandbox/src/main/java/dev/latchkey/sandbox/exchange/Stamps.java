package dev.latchkey.sandbox.exchange;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What a server puts on mail: message ids, dates, and the trace of its way. */
final class Stamps {

    /** RFC 5322 §3.3. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ROOT);

    private static final String REGION = ".eurprd01.prod.sandbox.example";

    private final Clock clock;
    private final RandomGenerator random;

    Stamps(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** In the form that Exchange Online gives to mail of Graph's. */
    String messageId() {
        var server = server();
        return "<%s%016X%08X@%s%s>".formatted(server, random.nextLong(), random.nextInt(), server, REGION);
    }

    static String date(Instant time) {
        return DATE.format(time.atOffset(ZoneOffset.UTC));
    }

    /** A {@code Received} field: RFC 5321 §4.4. */
    String received(String from, String protocol) {
        return "from %s by %s%s with %s; %s".formatted(from, server(), REGION, protocol, date(clock.instant()));
    }

    RandomGenerator random() {
        return random;
    }

    private String server() {
        return "AM0PR01MB%04d".formatted(1000 + random.nextInt(9000));
    }
}
