package dev.latchkey.sandbox.graph;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a changed message notifications bring along, encrypted for the application alone.
 *
 * @param certificate an X.509 certificate with an RSA key, in base64
 * @param certificateId the application's own name for it
 * @param view the chosen properties
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-with-resource-data">Rich notifications</a>
 */
record ResourceData(String certificate, String certificateId, View view) {

    private static final int SHORTEST_KEY = 2_048;
    private static final int LONGEST_KEY = 4_096;
    private static final int LONGEST_ID = 128;
    private static final int DATA_KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As it is asked for; refused where the certificate is none to encrypt with. */
    static ResourceData of(JsonBody json, View view) {
        var asked = new ResourceData(
                SubscriptionJson.required(json, "encryptionCertificate"),
                SubscriptionJson.required(json, "encryptionCertificateId"),
                view);
        if (asked.certificateId.length() > LONGEST_ID) {
            throw SubscriptionJson.invalid("The encryption certificate id must have at most 128 characters.");
        }
        if (!(read(asked.certificate).getPublicKey() instanceof RSAPublicKey key)
                || key.getModulus().bitLength() < SHORTEST_KEY
                || key.getModulus().bitLength() > LONGEST_KEY) {
            throw SubscriptionJson.invalid(
                    "Certificate validation error: The key must be an RSA key of 2048 to 4096 bits.");
        }
        return asked;
    }

    /** The {@code encryptedContent} of a notification: a key of its own for each. */
    ObjectNode encrypted(String resource) {
        var key = new byte[DATA_KEY_BYTES];
        RANDOM.nextBytes(key);
        try {
            var reader = read(certificate);
            var aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            var start = new IvParameterSpec(Arrays.copyOf(key, BLOCK_BYTES));
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), start);
            var data = aes.doFinal(resource.getBytes(StandardCharsets.UTF_8));
            var hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(key, "HmacSHA256"));
            var rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, reader.getPublicKey());
            return GraphCall.JSON
                    .createObjectNode()
                    .put("data", base64(data))
                    .put("dataSignature", base64(hmac.doFinal(data)))
                    .put("dataKey", base64(rsa.doFinal(key)))
                    .put("encryptionCertificateId", certificateId)
                    .put("encryptionCertificateThumbprint", thumbprint(reader));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was accepted does not encrypt", e);
        }
    }

    private static X509Certificate read(String base64) {
        try {
            var bytes = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException | IllegalArgumentException e) {
            throw SubscriptionJson.invalid("Certificate validation error: Cannot find the requested object.");
        }
    }

    private static String thumbprint(X509Certificate certificate) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
        return HexFormat.of().withUpperCase().formatHex(digest);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
