package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens: bound to a user and a client, not to a resource; replaced at every use, while the old one stays good;
 * dead after 90 days without use.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">Refresh tokens</a>
 */
final class RefreshTokens {

    /** What a refresh token stands for. {@code issuedAt} is when the user signed in, and survives the rotation. */
    record RefreshToken(
            String clientId,
            String userId,
            Set<String> scopes,
            Instant issuedAt,
            Instant lastUsed,
            @Nullable Set<Proof> shown) {

        /** What the sign-in has shown. */
        Set<Proof> proofs() {
            return shown == null ? Set.of() : shown;
        }
    }

    private static final Duration INACTIVE = Duration.ofDays(90);

    private final MVMap<String, RefreshToken> tokens;
    private final Secrets secrets;
    private final Clock clock;

    RefreshTokens(Store store, Secrets secrets, Clock clock) {
        this.tokens = store.map("refreshTokens", RefreshToken.class);
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The first token of a sign-in. */
    String issue(String clientId, String userId, Set<String> scopes, Set<Proof> proofs) {
        var now = clock.instant();
        return keep(new RefreshToken(clientId, userId, scopes, now, now, proofs));
    }

    /** The next token of the same sign-in; {@code used} stays good, and counts as used now. */
    String rotate(String used, RefreshToken token) {
        var now = clock.instant();
        var touched = new RefreshToken(
                token.clientId(), token.userId(), token.scopes(), token.issuedAt(), now, token.proofs());
        tokens.put(Secrets.digest(used), touched);
        return keep(touched);
    }

    Optional<RefreshToken> find(String token) {
        return Optional.ofNullable(tokens.get(Secrets.digest(token)));
    }

    boolean inactive(RefreshToken token) {
        return clock.instant().isAfter(token.lastUsed().plus(INACTIVE));
    }

    private String keep(RefreshToken token) {
        var value = secrets.next("1.AR");
        tokens.put(Secrets.digest(value), token);
        return value;
    }
}
