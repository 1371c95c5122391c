package dev.latchkey.sandbox.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate that Entra publishes with a signing key: it vouches for nothing, and its thumbprint names the key. */
final class SigningCertificate {

    private static final X500Name NAME = new X500Name("CN=accounts.sandbox.example");
    private static final Duration LIFETIME = Duration.ofDays(1825);

    private SigningCertificate() {}

    /** The key with its certificate ({@code x5c}), under the thumbprint of that ({@code x5t}, RFC 7517 §4.8). */
    static RSAKey on(RSAKey key) {
        try {
            var certificate = certificate(key);
            return new RSAKey.Builder(key)
                    .keyID(Base64URL.encode(MessageDigest.getInstance("SHA-1").digest(certificate))
                            .toString())
                    .x509CertChain(List.of(Base64.encode(certificate)))
                    .build();
        } catch (GeneralSecurityException | OperatorCreationException | IOException | JOSEException e) {
            throw new IllegalStateException("no certificate can be made here", e);
        }
    }

    private static byte[] certificate(RSAKey key) throws OperatorCreationException, IOException, JOSEException {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        NAME,
                        BigInteger.valueOf(now.toEpochMilli()),
                        Date.from(now),
                        Date.from(now.plus(LIFETIME)),
                        NAME,
                        key.toPublicKey())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.toPrivateKey()))
                .getEncoded();
    }
}
