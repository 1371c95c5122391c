package dev.latchkey.sandbox.control;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * That something happens by chance, and at the same calls again in the next run.
 *
 * @param probability from 0 to 1
 * @param seed of the sequence of random numbers, one for each call
 * @param drawn how many of them are used up; null: none
 */
record Chance(double probability, long seed, @Nullable Long drawn) {

    boolean sensible() {
        return probability >= 0 && probability <= 1;
    }

    boolean happens() {
        return new SplittableRandom(seed).doubles().skip(soFar()).findFirst().orElseThrow() < probability;
    }

    Chance next() {
        return new Chance(probability, seed, soFar() + 1);
    }

    private long soFar() {
        return drawn == null ? 0 : drawn;
    }
}
