package dev.latchkey.microsoft.entra;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key whose certificate is uploaded to the app registration; proves possession by a signed assertion
 * (private_key_jwt), so no secret travels.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate credentials</a>
 */
public record Certificate(PrivateKey key, X509Certificate certificate) implements Credential {

    /**
     * Takes a key with its certificate.
     *
     * @throws IllegalArgumentException where the two are no pair, or no RSA
     */
    public Certificate {
        if (!(key instanceof RSAPrivateKey secret && certificate.getPublicKey() instanceof RSAPublicKey known)) {
            throw new IllegalArgumentException("Entra ID takes RSA keys only");
        }
        if (!secret.getModulus().equals(known.getModulus())) {
            throw new IllegalArgumentException("the private key does not belong to the certificate");
        }
    }

    /**
     * Reads a PEM file with the certificate and its private key in PKCS #8, in either order.
     *
     * @throws IllegalArgumentException where it is something else; the message can be shown as it is
     */
    public static Certificate load(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.US_ASCII));
    }

    static Certificate parse(String pem) {
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(block(
                            pem,
                            "PRIVATE KEY",
                            "needs an unencrypted PKCS #8 private key; convert it with "
                                    + "'openssl pkcs8 -topk8 -nocrypt'")));
            var certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(block(pem, "CERTIFICATE", "needs a certificate beside the key")));
            return new Certificate(key, (X509Certificate) certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the PEM file holds a broken key or certificate", e);
        }
    }

    private static byte[] block(String pem, String label, String otherwise) {
        var pattern = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
        var match = pattern.matcher(pem);
        if (!match.find()) {
            throw new IllegalArgumentException("the PEM file " + otherwise);
        }
        return Base64.getMimeDecoder().decode(match.group(1));
    }

    @Override
    public Optional<LocalDate> lastDay() {
        return Optional.of(LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC));
    }

    @Override
    public String toString() {
        return "Certificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
