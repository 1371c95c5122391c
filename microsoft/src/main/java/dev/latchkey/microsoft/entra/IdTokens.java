package dev.latchkey.microsoft.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.microsoft.Cloud;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks id_tokens (OpenID Connect Core 1.0 §3.1.3.7 and Microsoft's rules for a tenant-independent issuer).
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens">Validate tokens</a>
 */
final class IdTokens {

    sealed interface Verdict {
        record Valid(Identity identity) implements Verdict {}

        /**
         * Not to be believed.
         *
         * @param reason without a word of the token
         */
        record Invalid(String reason) implements Verdict {}
    }

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Cloud cloud;
    private final String clientId;
    private final SigningKeys keys;
    private final Clock clock;

    IdTokens(Cloud cloud, String clientId, SigningKeys keys, Clock clock) {
        this.cloud = cloud;
        this.clientId = clientId;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Checks one.
     *
     * @param tenant that was asked; where it is an id, the token must be of it
     * @param nonce that must be in the token; null where the request had none
     */
    Verdict check(String idToken, URI keyAddress, String tenant, @Nullable String nonce) {
        try {
            // a token without a signature (alg none) is no SignedJWT and fails here
            var jwt = SignedJWT.parse(idToken);
            // the only algorithm that Entra ID announces; taking the header's word would let HS256 use the public key
            if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
                return new Verdict.Invalid("the id_token is not signed with RS256");
            }
            var keyId = jwt.getHeader().getKeyID();
            var key = keyId == null ? null : keys.find(keyAddress, keyId).orElse(null);
            if (key == null) {
                return new Verdict.Invalid("the id_token is signed with a key that Entra ID does not publish");
            }
            if (!jwt.verify(new RSASSAVerifier(key.rsa()))) {
                return new Verdict.Invalid("the signature of the id_token is wrong");
            }
            var claims = jwt.getJWTClaimsSet();
            var wrong = wrong(claims, key, tenant, nonce);
            return wrong == null ? new Verdict.Valid(identity(claims)) : new Verdict.Invalid(wrong);
        } catch (ParseException | JOSEException e) {
            return new Verdict.Invalid("the id_token is no signed JWT");
        }
    }

    private @Nullable String wrong(JWTClaimsSet claims, SigningKeys.Key key, String tenant, @Nullable String nonce)
            throws ParseException {
        var tid = text(claims, "tid");
        if (!GUID.matcher(tid).matches() || text(claims, "oid").isEmpty()) {
            return "the id_token names no tenant or no person";
        }
        var issuer = cloud.login() + "/" + tid + "/v2.0";
        var keyIssuer = key.issuer() == null ? issuer : key.issuer().replace("{tenantid}", tid);
        if (!issuer.equals(claims.getIssuer()) || !issuer.equals(keyIssuer)) {
            return "the id_token comes from another issuer";
        }
        if (GUID.matcher(tenant).matches() && !tenant.equalsIgnoreCase(tid)) {
            return "the id_token is of another tenant";
        }
        if (!List.of(clientId).equals(claims.getAudience())) {
            return "the id_token is meant for another application";
        }
        if (nonce != null && !nonce.equals(text(claims, "nonce"))) {
            return "the id_token answers another sign-in (nonce)";
        }
        return untimely(claims, clock.instant());
    }

    private static @Nullable String untimely(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        Date begins = claims.getNotBeforeTime();
        if (expires == null || !now.isBefore(expires.toInstant().plus(SKEW))) {
            return "the id_token has expired";
        }
        return begins != null && now.isBefore(begins.toInstant().minus(SKEW)) ? "the id_token is not valid yet" : null;
    }

    private static Identity identity(JWTClaimsSet claims) throws ParseException {
        var username = text(claims, "preferred_username");
        return new Identity(
                text(claims, "tid"),
                text(claims, "oid"),
                username.isEmpty() ? text(claims, "email") : username,
                text(claims, "name"));
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        var value = claims.getStringClaim(name);
        return value == null ? "" : value;
    }
}
