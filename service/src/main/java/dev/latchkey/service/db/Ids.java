package dev.latchkey.service.db;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** Random identifiers and secrets. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private Ids() {}

    /** A prefixed id of 128 random bits, such as {@code mbx_4x…}: 26 characters of Crockford's base 32. */
    public static String random(String prefix) {
        var id = new StringBuilder(prefix.toLowerCase(Locale.ROOT)).append('_');
        for (var left = 26; left > 0; left--) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return id.toString();
    }

    /** 256 random bits as base64url, for secrets, {@code state} and {@code code_verifier} (RFC 7636 §4.1). */
    public static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
