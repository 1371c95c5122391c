package dev.latchkey.sandbox.entra;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Id tokens of version 2.0.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference">ID token claims</a>
 */
final class IdTokens {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SigningKey signingKey;
    private final Directory directory;
    private final Clock clock;

    IdTokens(SigningKey signingKey, Directory directory, Clock clock) {
        this.signingKey = signingKey;
        this.directory = directory;
        this.clock = clock;
    }

    String issue(String origin, Application application, User user, Set<Permission> asked, @Nullable String nonce) {
        var now = clock.instant();
        var address = home(user).address();
        var claims = new JWTClaimsSet.Builder()
                .audience(application.clientId())
                .issuer(origin + "/" + user.tenantId() + "/v2.0")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .subject(subject(application.clientId(), user))
                .claim("tid", user.tenantId())
                .claim("oid", user.objectId())
                .claim("rh", "1.A" + UUID.randomUUID())
                .claim("uti", UUID.randomUUID().toString())
                .claim("ver", "2.0");
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        if (asked.contains(Permission.PROFILE)) {
            claims.claim("name", user.displayName()).claim("preferred_username", address);
        }
        if (asked.contains(Permission.EMAIL)) {
            claims.claim("email", address);
        }
        return signingKey.sign(claims.build());
    }

    /** The account behind a guest. */
    User home(User user) {
        return user.homeObjectId() == null
                ? user
                : directory.user(user.homeObjectId()).orElse(user);
    }

    /** Pairwise: the same person is another subject to another application. */
    static String subject(String clientId, User user) {
        var pair = (clientId + "/" + user.objectId()).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256(pair));
    }
}
