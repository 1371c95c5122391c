package dev.latchkey.sandbox.entra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a code verifier with the challenge: RFC 7636 §4.6. */
final class Pkce {

    private Pkce() {}

    /** What is wrong with the verifier, if anything. A challenge makes it mandatory. */
    static Optional<EntraError> wrong(@Nullable String challenge, @Nullable String method, @Nullable String verifier) {
        if (challenge == null) {
            return Optional.empty();
        }
        if (verifier != null && (verifier.length() < 43 || verifier.length() > 128)) {
            return Optional.of(Aadsts.VERIFIER_SIZE.with());
        }
        if (verifier == null) {
            return Optional.of(Aadsts.VERIFIER_MISMATCH.with());
        }
        var expected = "S256".equals(method) ? Secrets.digest(verifier) : verifier;
        return expected.equals(challenge) ? Optional.empty() : Optional.of(Aadsts.VERIFIER_MISMATCH.with());
    }
}
