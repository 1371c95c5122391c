package dev.latchkey.bench;

import java.util.List;

/** What was measured, in ascending order. */
record Figures(List<Long> ascending) {

    static Figures of(List<Long> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Figures(measured.stream().sorted().toList());
    }

    /** By nearest rank: the smallest figure that at least so many per cent do not exceed. */
    long percentile(int percent) {
        var rank = Math.ceilDiv(percent * ascending.size(), 100);
        return ascending.get(Math.max(rank, 1) - 1);
    }

    long most() {
        return ascending.getLast();
    }
}
