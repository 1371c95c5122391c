package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notifications with the changed message in them, read by the steps of Microsoft's page and nothing of the sandbox's. */
class RichNotificationTest {

    private static final String RESOURCE = "me/mailFolders('inbox')/messages?$select=subject,bodyPreview,from,isRead";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static KeyPair keys;
    private static KeyPair otherKeys;

    private Receiver receiver;
    private MailApp adele;
    private MailApp alex;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        keys = rsa(2048);
        otherKeys = rsa(2048);
    }

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void theChosenPropertiesComeEncryptedForTheCertificate() throws Exception {
        var made = subscribe(RESOURCE, certificate(keys), "mine");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("includeResourceData").asBoolean()).isTrue();
        assertThat(made.json().path("encryptionCertificateId").asString()).isEqualTo("mine");

        alex.sendMail("adele@contoso.example", "Grüße", "Bis morgen");
        var told = receiver.next();

        var content = told.path("encryptedContent");
        assertThat(content.path("encryptionCertificateId").asString()).isEqualTo("mine");
        assertThat(content.path("encryptionCertificateThumbprint").asString()).isEqualTo(thumbprint(keys));
        var message = decrypted(content, keys);
        assertThat(message.propertyNames()).containsExactlyInAnyOrder("subject", "bodyPreview", "from", "isRead");
        assertThat(message.path("subject").asString()).isEqualTo("Grüße");
        assertThat(message.path("bodyPreview").asString()).startsWith("Bis morgen");
        assertThat(message.at("/from/emailAddress/address").asString()).isEqualTo("alex@contoso.example");
        assertThat(told.path("resourceData").path("id").asString()).isNotEmpty();
    }

    @Test
    void eachHasAKeyOfItsOwnAndWhatIsDeletedHasNoContent() throws Exception {
        subscribe(RESOURCE, certificate(keys), "mine");
        alex.sendMail("adele@contoso.example", "Same", "Same");
        var created = receiver.next();
        var id = created.path("resourceData").path("id").asString();
        adele.patch("/me/messages/" + id, "{\"isRead\": true}");
        var updated = receiver.next();
        adele.delete("/me/messages/" + id);
        var deleted = receiver.next();

        assertThat(decrypted(created.path("encryptedContent"), keys)
                        .path("isRead")
                        .asBoolean())
                .isFalse();
        assertThat(decrypted(updated.path("encryptedContent"), keys)
                        .path("isRead")
                        .asBoolean())
                .isTrue();
        assertThat(updated.at("/encryptedContent/dataKey")).isNotEqualTo(created.at("/encryptedContent/dataKey"));
        assertThat(deleted.path("changeType").asString()).isEqualTo("deleted");
        assertThat(deleted.has("encryptedContent")).isFalse();
    }

    @Test
    void aTokenProvesThatTheyComeFromMicrosoftGraph() throws Exception {
        subscribe(RESOURCE, certificate(keys), "mine");
        alex.sendMail("adele@contoso.example", "Genuine", "x");

        var token = SignedJWT.parse(receiver.next().path("validationToken").asString());

        var published = adele.get(microsoft.sandbox().address() + "/common/discovery/v2.0/keys")
                .text();
        var key = JWKSet.parse(published)
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        var claims = token.getJWTClaimsSet();
        var tenant = claims.getStringClaim("tid");
        assertThat(claims.getAudience()).containsExactly(Directory.CLIENT_ID);
        assertThat(claims.getIssuer()).isEqualTo("https://sts.windows.net/" + tenant + "/");
        assertThat(claims.getStringClaim("appid")).isEqualTo("0bf30f3b-4a52-48df-9a82-234910c4a086");
        assertThat(claims.getExpirationTime().toInstant()).isAfter(Instant.now());
        assertThat(microsoft.sandbox().accessTokens().check(token.serialize())).isEmpty();
    }

    @Test
    void aNewCertificateIsUsedFromThenOn() throws Exception {
        var id =
                subscribe(RESOURCE, certificate(keys), "mine").json().path("id").asString();

        assertThat(adele.patch("/subscriptions/" + id, """
                        {"encryptionCertificate": "%s", "encryptionCertificateId": "next"}""".formatted(certificate(otherKeys)))
                        .status())
                .isEqualTo(200);
        alex.sendMail("adele@contoso.example", "Rotated", "x");

        var content = receiver.next().path("encryptedContent");
        assertThat(content.path("encryptionCertificateId").asString()).isEqualTo("next");
        assertThat(decrypted(content, otherKeys).path("subject").asString()).isEqualTo("Rotated");
    }

    @Test
    void withoutResourceDataNothingOfItComes() throws Exception {
        assertThat(adele.post("/subscriptions", body(RESOURCE, Duration.ofDays(6), ""))
                        .status())
                .isEqualTo(201);
        alex.sendMail("adele@contoso.example", "Plain", "x");

        var told = receiver.next();

        assertThat(told.has("encryptedContent")).isFalse();
        assertThat(told.path("validationToken").isMissingNode()).isTrue();
    }

    @Test
    void whatCannotBeEncryptedOrIsNotGivenIsRefused() throws Exception {
        var good = certificate(keys);
        assertRefused(subscribe("me/messages", good, "mine"), "select clause should be present in query string");
        for (var option : new String[] {
            "$select=body",
            "$select=subject,uniqueBody",
            "$select=subject&$top=1",
            "$select=subject&$expand=attachments"
        }) {
            assertRefused(
                    subscribe("me/messages?" + option, good, "mine"), "not supported in subscription resource Url");
        }
        assertRefused(subscribe(RESOURCE, "", "mine"), "encryptionCertificate is missing");
        assertRefused(subscribe(RESOURCE, good, ""), "encryptionCertificateId is missing");
        assertRefused(subscribe(RESOURCE, good, "x".repeat(129)), "at most 128 characters");
        assertRefused(subscribe(RESOURCE, "bm9uZQ==", "mine"), "Cannot find the requested object");
        assertRefused(subscribe(RESOURCE, "%%%", "mine"), "Cannot find the requested object");
        assertRefused(subscribe(RESOURCE, certificate(rsa(1024)), "mine"), "2048 to 4096 bits");
        assertRefused(
                adele.post("/subscriptions", body(RESOURCE, Duration.ofDays(2), rich(good, "mine"))),
                "1440 minutes in the future");
        assertThat(adele.get("/subscriptions").value()).isEmpty();
    }

    private static void assertRefused(MailApp.Reply refused, String words) {
        assertThat(refused.status()).as(words).isEqualTo(400);
        assertThat(refused.text()).contains(words);
    }

    private MailApp.Reply subscribe(String resource, String certificate, String id) {
        return adele.post("/subscriptions", body(resource, Duration.ofHours(20), rich(certificate, id)));
    }

    private static String rich(String certificate, String id) {
        return """
                , "includeResourceData": true, "encryptionCertificate": "%s", "encryptionCertificateId": "%s"
                """.formatted(certificate, id);
    }

    private String body(String resource, Duration until, String more) {
        return """
                {"changeType": "created,updated,deleted", "notificationUrl": "%s", "resource": "%s",
                 "expirationDateTime": "%s"%s}""".formatted(
                        receiver.url("/good"),
                        resource,
                        microsoft.sandbox().clock().instant().plus(until),
                        more);
    }

    /** As the page "Set up change notifications that include resource data" has it, step by step. */
    private static JsonNode decrypted(JsonNode content, KeyPair pair) throws GeneralSecurityException {
        var rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA1AndMGF1Padding");
        rsa.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        var key = rsa.doFinal(bytes(content, "dataKey"));
        var data = bytes(content, "data");
        var mac = Mac.getInstance("HMACSHA256");
        mac.init(new SecretKeySpec(key, "HMACSHA256"));
        assertThat(mac.doFinal(data)).isEqualTo(bytes(content, "dataSignature"));
        var aes = Cipher.getInstance("AES/CBC/PKCS5PADDING");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
        return JsonMapper.shared().readTree(new String(aes.doFinal(data), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(JsonNode content, String name) {
        return Base64.getDecoder().decode(content.path(name).asString());
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String certificate(KeyPair pair) throws IOException, OperatorCreationException {
        return Base64.getEncoder().encodeToString(der(pair));
    }

    private static String thumbprint(KeyPair pair)
            throws IOException, OperatorCreationException, GeneralSecurityException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(der(pair)));
    }

    private static byte[] der(KeyPair pair) throws IOException, OperatorCreationException {
        var name = new X500Principal("CN=application");
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.EPOCH),
                        Date.from(Instant.EPOCH.plus(Duration.ofDays(36_500))),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
                .getEncoded();
    }
}
