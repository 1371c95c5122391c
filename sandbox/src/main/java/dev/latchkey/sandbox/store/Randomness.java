package dev.latchkey.sandbox.store;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where ids, secrets and keys come from: what nobody can guess or, from a seed, the same again for the same steps.
 * Thread-safe.
 */
public final class Randomness implements RandomGenerator {

    private final @Nullable Long seed;
    private volatile SecureRandom source;

    /** @param seed null for what nobody can guess */
    public Randomness(@Nullable Long seed) {
        this.seed = seed;
        this.source = begin(seed);
    }

    /** From the seed's beginning again. */
    public void restart() {
        source = begin(seed);
    }

    @Override
    public long nextLong() {
        return source.nextLong();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }

    /** For the making of keys; good until the next restart. */
    public SecureRandom source() {
        return source;
    }

    /** Of version 4 (RFC 9562 §5.4). */
    public String uuid() {
        var version4 = (nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        var variant = (nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant).toString();
    }

    /** The provider's own generator would mix the seed with the system's randomness; this one takes it alone. */
    private static SecureRandom begin(@Nullable Long seed) {
        if (seed == null) {
            return new SecureRandom();
        }
        try {
            var repeatable = SecureRandom.getInstance("SHA1PRNG");
            repeatable.setSeed(seed);
            return repeatable;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA1PRNG", e);
        }
    }
}
