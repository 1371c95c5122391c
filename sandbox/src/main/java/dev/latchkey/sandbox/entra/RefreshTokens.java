package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.TenantSettings.RefreshTokenUse;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens: bound to a user and a client, not to a resource; replaced at every use, while the old one stays good, unless
 * the tenant is strict; dead after 90 days without use.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">Refresh tokens</a>
 */
final class RefreshTokens {

    /**
     * What a refresh token stands for.
     *
     * @param issuedAt when the user signed in; survives the rotation
     * @param family the digest of the first token of the sign-in; null in that one itself
     * @param rotated whether it was used; null: no
     */
    record RefreshToken(
            String clientId,
            String userId,
            Set<String> scopes,
            Instant issuedAt,
            Instant lastUsed,
            @Nullable Set<Proof> shown,
            @Nullable String family,
            @Nullable Boolean rotated) {

        /** What the sign-in has shown. */
        Set<Proof> proofs() {
            return shown == null ? Set.of() : shown;
        }

        boolean wasRotated() {
            return Boolean.TRUE.equals(rotated);
        }

        private RefreshToken used(Instant now, boolean byRotation, @Nullable String ofFamily) {
            return new RefreshToken(clientId, userId, scopes, issuedAt, now, shown, ofFamily, byRotation);
        }
    }

    private static final Duration INACTIVE = Duration.ofDays(90);

    private final MVMap<String, RefreshToken> tokens;
    private final MVMap<String, Instant> revoked;
    private final Secrets secrets;
    private final Ledger ledger;
    private final Clock clock;

    RefreshTokens(Store store, Secrets secrets, Ledger ledger, Clock clock) {
        this.tokens = store.map("refreshTokens", RefreshToken.class);
        this.revoked = store.map("refreshTokens.revoked", Instant.class);
        this.secrets = secrets;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The first token of a sign-in. */
    String issue(String clientId, String userId, Set<String> scopes, Set<Proof> proofs) {
        var now = clock.instant();
        return keep(new RefreshToken(clientId, userId, scopes, now, now, proofs, null, false));
    }

    /** What using a refresh token brings. */
    sealed interface Rotation {

        /** The next token of the same sign-in. */
        record Next(String token) implements Rotation {}

        /** It was good once: all tokens of its sign-in are revoked. */
        record Reused(Instant revoked) implements Rotation {}
    }

    /** The token counts as used now; one that was used before is good again or betrays a thief. */
    synchronized Rotation rotate(String used, RefreshTokenUse use) {
        var digest = Secrets.digest(used);
        var token = Objects.requireNonNull(tokens.get(digest));
        var now = clock.instant();
        if (use == RefreshTokenUse.STRICT && token.wasRotated()) {
            revoked.put(family(digest, token), now);
            ledger.record("refresh.reused", Map.of("clientId", token.clientId(), "userId", token.userId()));
            return new Rotation.Reused(now);
        }
        tokens.put(digest, token.used(now, true, token.family()));
        return new Rotation.Next(keep(token.used(now, false, family(digest, token))));
    }

    /** When all tokens of its sign-in were revoked, because one of them was used twice. */
    Optional<Instant> revoked(String token) {
        var digest = Secrets.digest(token);
        return Optional.ofNullable(tokens.get(digest)).map(known -> revoked.get(family(digest, known)));
    }

    private static String family(String digest, RefreshToken token) {
        return token.family() == null ? digest : token.family();
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
