package dev.latchkey.sandbox.entra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes what only its bearer may know, and the digest under which the store knows it. */
final class Secrets {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final RandomGenerator random;

    Secrets(RandomGenerator random) {
        this.random = random;
    }

    /** 256 random bits behind a prefix that shows what they are for. */
    String next(String prefix) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return prefix + BASE64URL.encodeToString(bytes);
    }

    static String digest(String secret) {
        return BASE64URL.encodeToString(sha256(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
