package dev.latchkey.service.connect;

import dev.latchkey.service.db.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The browser in front of us: its secret cookie, and the member who is signed in there.
 *
 * @param secret of the cookie {@code latchkey_connect}
 * @param memberId null where nobody is signed in
 */
record Browser(String secret, @Nullable String memberId) {

    String hash() {
        return Digest.of(secret);
    }

    @Override
    public String toString() {
        return "Browser[memberId=" + memberId + "]";
    }
}
