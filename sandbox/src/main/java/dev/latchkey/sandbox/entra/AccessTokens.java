package dev.latchkey.sandbox.entra;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks access tokens. As at Microsoft without continuous access evaluation, one that is out stays good
 * until it expires; what was taken away in the meantime shows at the next refresh.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/access-tokens">Access tokens</a>
 */
public final class AccessTokens {

    /**
     * Whom a token speaks for, and what it may do at one resource.
     *
     * @param scopes short names, as in {@code scp}
     * @param expires when the token that was checked runs out
     */
    public record Caller(
            String appId, String tenantId, String objectId, String audience, Set<String> scopes, Instant expires) {

        /** One whose token is yet to be issued. */
        public Caller(String appId, String tenantId, String objectId, String audience, Set<String> scopes) {
            this(appId, tenantId, objectId, audience, scopes, Instant.MAX);
        }

        /** For itself, without a user: it has no scopes, and here no roles either. */
        public boolean applicationAlone() {
            return scopes.isEmpty();
        }
    }

    /** A new token. */
    public record Issued(String value, Duration expiresIn) {}

    private static final String APPLICATION = "app";
    /** Microsoft Graph's change notifications, in every tenant. */
    private static final String NOTIFICATION_PUBLISHER = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static final Duration NOTIFICATIONS = Duration.ofHours(8);
    private static final int SHORTEST = 3600;
    private static final int LONGEST = 5400;

    private final SigningKey signingKey;
    private final Directory directory;
    private final Clock clock;
    private final RandomGenerator random;

    AccessTokens(SigningKey signingKey, Directory directory, Clock clock, RandomGenerator random) {
        this.signingKey = signingKey;
        this.directory = directory;
        this.clock = clock;
        this.random = random;
    }

    /** A token for the caller, good for a random time between 60 and 90 minutes. */
    public Issued issue(Caller caller) {
        return issue(caller, "scp", String.join(" ", caller.scopes()));
    }

    /** The same for an application that speaks for itself; {@code idtyp} says so. */
    Issued issueToApplication(Caller caller) {
        return issue(caller, "idtyp", APPLICATION);
    }

    private Issued issue(Caller caller, String claim, String value) {
        var now = clock.instant();
        var expiresIn = Duration.ofSeconds(random.nextInt(SHORTEST, LONGEST + 1));
        var claims = new JWTClaimsSet.Builder()
                .audience(caller.audience())
                .issuer("https://sts.windows.net/" + caller.tenantId() + "/")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(expiresIn)))
                .claim("appid", caller.appId())
                .claim("oid", caller.objectId())
                .claim("tid", caller.tenantId())
                .claim(claim, value)
                .claim("uti", UUID.randomUUID().toString())
                .claim("ver", "1.0");
        directory.user(caller.objectId()).ifPresent(user -> claims.claim("upn", user.address()));
        return new Issued(signingKey.sign(claims.build()), expiresIn);
    }

    /**
     * A token by which the application sees that a notification comes from Microsoft Graph; it is good for nothing else.
     *
     * @see <a href="https://learn.microsoft.com/graph/change-notifications-with-resource-data#validation-tokens-in-the-change-notification">
     *     Validation tokens</a>
     */
    public String ofNotifications(String appId, String tenantId) {
        var now = clock.instant();
        var issuer = "https://sts.windows.net/" + tenantId + "/";
        return signingKey.sign(new JWTClaimsSet.Builder()
                .audience(appId)
                .issuer(issuer)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(NOTIFICATIONS)))
                .claim("appid", NOTIFICATION_PUBLISHER)
                .claim("appidacr", "2")
                .claim("idp", issuer)
                .claim("tid", tenantId)
                .claim("uti", UUID.randomUUID().toString())
                .claim("ver", "1.0")
                .build());
    }

    /** Empty: not ours, expired, or for a user who is no more. */
    public Optional<Caller> check(@Nullable String bearer) {
        return bearer == null ? Optional.empty() : signingKey.claims(bearer).flatMap(this::caller);
    }

    private Optional<Caller> caller(JWTClaimsSet claims) {
        try {
            var scopes = claims.getStringClaim("scp");
            var alone = APPLICATION.equals(claims.getStringClaim("idtyp"));
            var expires = claims.getExpirationTime();
            // an id_token is signed by the same key and has neither
            if ((scopes == null && !alone)
                    || expires == null
                    || !expires.toInstant().isAfter(clock.instant())) {
                return Optional.empty();
            }
            var caller = new Caller(
                    claims.getClaim("appid").toString(),
                    claims.getStringClaim("tid"),
                    claims.getStringClaim("oid"),
                    claims.getAudience().getFirst(),
                    scopes == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(scopes.split(" "))),
                    expires.toInstant());
            return Optional.of(caller)
                    .filter(each -> alone || directory.user(each.objectId()).isPresent());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
