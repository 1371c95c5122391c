package dev.latchkey.sandbox.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.sandbox.store.Randomness;
import dev.latchkey.sandbox.store.Store;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The RSA key that signs the sandbox's tokens. Made when first needed, since that takes longer than everything else. */
final class SigningKey {

    private static final String CURRENT = "current";
    private static final int MOST_REMEMBERED = 1_000;

    private final Map<String, JWTClaimsSet> verified = new ConcurrentHashMap<>();
    private final Store store;
    private final Randomness random;
    private final MVMap<String, String> keys;
    private @Nullable RSAKey loaded;

    SigningKey(Store store, Randomness random) {
        this.store = store;
        this.random = random;
        this.keys = store.map("signingKeys", String.class);
    }

    /** The public half, for the JWKS document. */
    RSAKey publicKey() {
        return key().toPublicJWK();
    }

    String sign(JWTClaimsSet claims) {
        var key = key();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The sandbox's own key cannot sign", e);
        }
        return token.serialize();
    }

    /** The claims of a token that this key signed; empty for anything else. Says nothing about expiry. */
    Optional<JWTClaimsSet> claims(String token) {
        var known = verified.get(token);
        if (known != null) {
            return Optional.of(known);
        }
        var claims = verify(token);
        claims.ifPresent(ours -> remember(token, ours));
        return claims;
    }

    /** A client brings the same token with every call. */
    private void remember(String token, JWTClaimsSet claims) {
        if (verified.size() >= MOST_REMEMBERED) {
            verified.clear();
        }
        verified.put(token, claims);
    }

    private Optional<JWTClaimsSet> verify(String token) {
        try {
            var parsed = SignedJWT.parse(token);
            var ours = parsed.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
                    && parsed.verify(new RSASSAVerifier(key().toRSAPublicKey()));
            return ours ? Optional.of(parsed.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /** Forgets the key; the next use makes another. */
    synchronized void forget() {
        loaded = null;
        keys.clear();
        verified.clear();
    }

    private synchronized RSAKey key() {
        if (loaded == null) {
            loaded = read();
        }
        return loaded;
    }

    private RSAKey read() {
        try {
            var saved = keys.get(CURRENT);
            var key = saved == null ? generated() : RSAKey.parse(saved);
            // what an older sandbox has stored has none
            var certified = key.getX509CertChain() == null ? SigningCertificate.on(key) : key;
            keys.put(CURRENT, certified.toJSONString());
            store.commit();
            return certified;
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("The sandbox has no key to sign with", e);
        }
    }

    private RSAKey generated() throws JOSEException {
        return new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .secureRandom(random.source())
                .generate();
    }
}
