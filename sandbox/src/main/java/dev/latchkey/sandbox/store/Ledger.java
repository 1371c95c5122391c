package dev.latchkey.sandbox.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/**
 * The append-only record of what the simulated Microsoft accepted and issued: the evidence for "nothing lost, nothing
 * twice". Nothing in the sandbox reads it to decide anything, and no entry holds a token.
 */
public final class Ledger {

    /**
     * One entry.
     *
     * @param seq 1, 2, 3 … without gaps, until a reset
     * @param at the sandbox's time
     * @param kind such as {@code send.accepted} or {@code token.issued}
     * @param facts what happened, flat
     */
    public record Entry(long seq, Instant at, String kind, Map<String, String> facts) {}

    private final MVMap<String, Entry> entries;
    private final Clock clock;

    public Ledger(Store store, Clock clock) {
        this.entries = store.map("ledger", Entry.class);
        this.clock = clock;
    }

    /** Writes one entry; the caller commits the store before it answers. */
    public synchronized void record(String kind, Map<String, String> facts) {
        var last = entries.lastKey();
        var seq = last == null ? 1 : Long.parseLong(last) + 1;
        entries.put(key(seq), new Entry(seq, clock.instant(), kind, new TreeMap<>(facts)));
    }

    /** At most {@code limit} entries that follow {@code after} (0 for the first), oldest first. */
    public List<Entry> after(long after, int limit) {
        var page = new ArrayList<Entry>();
        for (var keys = entries.keyIterator(key(after + 1)); keys.hasNext() && page.size() < limit; ) {
            var entry = entries.get(keys.next());
            if (entry != null) {
                page.add(entry);
            }
        }
        return page;
    }

    private static String key(long seq) {
        return "%012d".formatted(seq);
    }
}
