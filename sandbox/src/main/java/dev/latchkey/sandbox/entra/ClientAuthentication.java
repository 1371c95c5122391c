package dev.latchkey.sandbox.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.web.Fields;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which application a token request comes from: by secret in the body or as Basic, or by an assertion signed
 * with a registered certificate.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate
 *     credentials</a>
 */
final class ClientAuthentication {

    sealed interface Outcome {
        record Known(Application application) implements Outcome {}

        record Refused(EntraError error) implements Outcome {}
    }

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Directory directory;
    private final Clock clock;

    ClientAuthentication(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** {@code basic} is what the Authorization header carries; {@code endpoint} is our own address. */
    Outcome check(Fields fields, Optional<BasicCredential> basic, String endpoint, String tenant) {
        var clientId = basic.map(BasicCredential::user).orElse(fields.get("client_id"));
        if (clientId == null) {
            return refused(Aadsts.MISSING_PARAMETER, "client_id");
        }
        var application = directory.application(clientId.toLowerCase(Locale.ROOT));
        if (application.isEmpty()) {
            return refused(Aadsts.APP_UNKNOWN, clientId, tenant);
        }
        var assertion = fields.get("client_assertion");
        if (assertion != null && fields.get("client_assertion_type", "").equals(ASSERTION_TYPE)) {
            return assertion(application.get(), assertion, endpoint);
        }
        var secret = basic.map(BasicCredential::password).orElse(fields.get("client_secret"));
        return secret == null ? refused(Aadsts.CREDENTIAL_MISSING) : secret(application.get(), secret);
    }

    private Outcome secret(Application application, String secret) {
        var known = application.secrets().stream()
                .filter(each -> Secrets.digest(each.value()).equals(Secrets.digest(secret)))
                .findFirst();
        if (known.isEmpty()) {
            return refused(Aadsts.SECRET_WRONG, application.clientId());
        }
        var expires = known.get().expires();
        return expires == null || clock.instant().isBefore(expires)
                ? new Outcome.Known(application)
                : refused(Aadsts.SECRET_EXPIRED, application.clientId());
    }

    private Outcome assertion(Application application, String assertion, String endpoint) {
        try {
            var token = SignedJWT.parse(assertion);
            if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
                return refused(Aadsts.ASSERTION_MALFORMED);
            }
            var certificate = certificate(application, token.getHeader());
            if (certificate.isEmpty()
                    || !token.verify(
                            new RSASSAVerifier((RSAPublicKey) certificate.get().getPublicKey()))) {
                return refused(Aadsts.ASSERTION_KEY, application.clientId());
            }
            return claims(application, token.getJWTClaimsSet(), endpoint);
        } catch (ParseException | JOSEException | GeneralSecurityException e) {
            return refused(Aadsts.ASSERTION_MALFORMED);
        }
    }

    private Outcome claims(Application application, JWTClaimsSet claims, String endpoint) {
        var id = application.clientId();
        if (!id.equals(claims.getIssuer()) || !id.equals(claims.getSubject())) {
            return refused(Aadsts.ASSERTION_SUBJECT);
        }
        if (!claims.getAudience().contains(endpoint)) {
            return refused(Aadsts.ASSERTION_INVALID, "audience is not " + endpoint);
        }
        var now = clock.instant();
        var expires = claims.getExpirationTime();
        var begins = claims.getNotBeforeTime();
        if (expires == null || expires.toInstant().plus(SKEW).isBefore(now)) {
            return refused(Aadsts.ASSERTION_INVALID, "it has expired");
        }
        if (begins != null && begins.toInstant().minus(SKEW).isAfter(now)) {
            return refused(Aadsts.ASSERTION_INVALID, "it is not valid yet");
        }
        return new Outcome.Known(application);
    }

    /** The registered certificate that the header names by either thumbprint: padded or not, in either alphabet (RFC 4648 §4, §5). */
    private static Optional<X509Certificate> certificate(Application application, JWSHeader header)
            throws GeneralSecurityException {
        var json = header.toJSONObject();
        var factory = CertificateFactory.getInstance("X.509");
        for (var encoded : application.certificates()) {
            var der = Base64.getMimeDecoder().decode(encoded);
            if (same(json.get("x5t#S256"), "SHA-256", der) || same(json.get("x5t"), "SHA-1", der)) {
                return Optional.of((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        }
        return Optional.empty();
    }

    private static boolean same(@Nullable Object thumbprint, String algorithm, byte[] der)
            throws GeneralSecurityException {
        var digest = MessageDigest.getInstance(algorithm).digest(der);
        var expected = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        return thumbprint != null
                && thumbprint
                        .toString()
                        .replace("=", "")
                        .replace('+', '-')
                        .replace('/', '_')
                        .equals(expected);
    }

    private static Outcome refused(Aadsts aadsts, Object... values) {
        return new Outcome.Refused(aadsts.with(values));
    }
}
