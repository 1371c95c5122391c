package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Authorization codes: good for ten minutes and once. */
final class AuthorizationCodes {

    /** What a code stands for; {@code userId} is the object in the tenant that issues the tokens. */
    record AuthorizationCode(
            String clientId,
            String userId,
            String redirectUri,
            Set<String> scopes,
            @Nullable String nonce,
            @Nullable String codeChallenge,
            @Nullable String codeChallengeMethod,
            Instant issuedAt,
            boolean redeemed,
            Set<Proof> proofs) {

        AuthorizationCode redeem() {
            return new AuthorizationCode(
                    clientId,
                    userId,
                    redirectUri,
                    scopes,
                    nonce,
                    codeChallenge,
                    codeChallengeMethod,
                    issuedAt,
                    true,
                    proofs);
        }
    }

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final MVMap<String, AuthorizationCode> codes;
    private final Secrets secrets;
    private final Clock clock;

    AuthorizationCodes(Store store, Secrets secrets, Clock clock) {
        this.codes = store.map("authorizationCodes", AuthorizationCode.class);
        this.secrets = secrets;
        this.clock = clock;
    }

    String issue(AuthorizeRequest request, String userId, Set<Proof> proofs) {
        var code = secrets.next("1.A");
        codes.put(
                Secrets.digest(code),
                new AuthorizationCode(
                        request.clientId(),
                        userId,
                        request.redirectUri(),
                        RequestedScopes.names(request.permissions()),
                        request.nonce(),
                        request.codeChallenge(),
                        request.codeChallengeMethod(),
                        clock.instant(),
                        false,
                        proofs));
        return code;
    }

    Optional<AuthorizationCode> find(String code) {
        return Optional.ofNullable(codes.get(Secrets.digest(code)));
    }

    boolean expired(AuthorizationCode code) {
        return clock.instant().isAfter(code.issuedAt().plus(LIFETIME));
    }

    /** True for the one caller that redeems it first. */
    synchronized boolean redeem(String code) {
        var found = codes.get(Secrets.digest(code));
        if (found == null || found.redeemed()) {
            return false;
        }
        codes.put(Secrets.digest(code), found.redeem());
        return true;
    }
}
