package dev.latchkey.sandbox.control;

import java.util.SplittableRandom;

/**
 * That something happens by chance, and at the same calls again in the next run.
 *
 * @param probability from 0 to 1
 * @param seed of the sequence of random numbers, one for each call
 */
record Chance(double probability, long seed) {

    boolean sensible() {
        return probability >= 0 && probability <= 1;
    }

    /** @param drawn how many of the numbers are used up */
    boolean happens(long drawn) {
        return new SplittableRandom(seed).doubles().skip(drawn).findFirst().orElseThrow() < probability;
    }
}
