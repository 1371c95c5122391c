package dev.latchkey.microsoft.entra;

import static dev.latchkey.microsoft.entra.SimulatedEntra.KEY;
import static dev.latchkey.microsoft.entra.SimulatedEntra.OTHER_KEY;
import static dev.latchkey.microsoft.entra.SimulatedEntra.TENANT;
import static dev.latchkey.microsoft.entra.SimulatedEntra.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IdTokenTest {

    private final SimulatedEntra microsoft = new SimulatedEntra();

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void aTrueTokenTellsWhoSignedIn() {
        assertThat(microsoft.redeem(sign(microsoft.claims().build(), KEY)))
                .isInstanceOfSatisfying(
                        TokenReply.Granted.class,
                        granted -> assertThat(granted.identity())
                                .isEqualTo(new Identity(TENANT, "oid-1", "adele@contoso.example", "Adele")));
    }

    @Test
    void aTokenOfAnotherIssuerIsNotBelieved() {
        var other = "bbbbbbbb-0000-4000-8000-000000000001";
        var login = microsoft.server.cloud().login();
        for (var issuer : List.of(
                "https://evil.example/" + TENANT + "/v2.0",
                login + "/" + other + "/v2.0",
                login + "/{tenantid}/v2.0",
                login + "/" + TENANT + "/v2.0/",
                login + "/" + TENANT)) {
            refused(sign(microsoft.claims().issuer(issuer).build(), KEY), "issuer");
        }
        refused(sign(microsoft.claims().issuer(null).build(), KEY), "issuer");
        refused(sign(microsoft.claims().claim("tid", other).build(), KEY), "issuer");
    }

    @Test
    void aTokenForAnotherApplicationIsNotBelieved() {
        refused(sign(microsoft.claims().audience("another").build(), KEY), "another application");
        refused(
                sign(
                        microsoft
                                .claims()
                                .audience(List.of(SimulatedEntra.CLIENT, "another"))
                                .build(),
                        KEY),
                "another application");
    }

    @Test
    void aTokenOfAnotherSignInIsNotBelieved() {
        refused(sign(microsoft.claims().claim("nonce", "nonce-2").build(), KEY), "nonce");
        refused(sign(microsoft.claims().claim("nonce", null).build(), KEY), "nonce");
    }

    @Test
    void aTokenWithoutTenantOrPersonIsNotBelieved() {
        refused(sign(microsoft.claims().claim("tid", null).build(), KEY), "no tenant");
        refused(sign(microsoft.claims().claim("tid", "../common").build(), KEY), "no tenant");
        refused(sign(microsoft.claims().claim("oid", null).build(), KEY), "no tenant or no person");
        refused(sign(microsoft.claims().claim("tid", 7).build(), KEY), "no signed JWT");
    }

    @Test
    void aTokenIsGoodForItsTimeAndFiveMinutes() {
        var now = microsoft.clock.instant();
        refused(sign(expiring(now.minusSeconds(300)), KEY), "expired");
        refused(sign(microsoft.claims().expirationTime(null).build(), KEY), "expired");
        refused(
                sign(
                        microsoft
                                .claims()
                                .notBeforeTime(Date.from(now.plusSeconds(301)))
                                .build(),
                        KEY),
                "not valid yet");

        assertThat(microsoft.redeem(sign(expiring(now.minusSeconds(299)), KEY))).isInstanceOf(TokenReply.Granted.class);
    }

    @Test
    void aTokenWithoutSignatureIsNotBelieved() {
        var unsigned = new PlainJWT(microsoft.claims().build()).serialize();
        var stripped = sign(microsoft.claims().build(), KEY).replaceAll("\\.[^.]*$", ".");

        refused(unsigned, "no signed JWT");
        refused(unsigned + "AAAA", "no signed JWT");
        refused(stripped, "");
        refused("nonsense", "no signed JWT");
    }

    @Test
    void thePublicKeyIsNoSecretToSignWith() throws JOSEException {
        var forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build(),
                microsoft.claims().build());
        forged.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));

        refused(forged.serialize(), "RS256");
    }

    @Test
    void anotherAlgorithmOfTheSameKeyIsNotBelieved() throws JOSEException {
        var other = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID(KEY.getKeyID()).build(),
                microsoft.claims().build());
        other.sign(new RSASSASigner(KEY));

        refused(other.serialize(), "RS256");
    }

    @Test
    void aForeignKeyUnderAKnownNameIsNotBelieved() throws JOSEException {
        var impostor = new RSAKey.Builder(OTHER_KEY).keyID(KEY.getKeyID()).build();

        refused(sign(microsoft.claims().build(), impostor), "signature");
    }

    @Test
    void aKeyInTheTokenItselfIsNotUsed() throws JOSEException {
        var forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("kid-9")
                        .jwk(OTHER_KEY.toPublicJWK())
                        .build(),
                microsoft.claims().build());
        forged.sign(new RSASSASigner(OTHER_KEY));

        refused(forged.serialize(), "does not publish");
    }

    @Test
    void aKeyOfAnotherIssuerDoesNotSignForThisTenant() {
        microsoft.publish(KEY, "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");

        refused(sign(microsoft.claims().build(), KEY), "issuer");
    }

    @Test
    void aNewKeyIsLookedForOnceInAWhile() {
        refused(sign(microsoft.claims().build(), OTHER_KEY), "does not publish");
        refused(sign(microsoft.claims().build(), OTHER_KEY), "does not publish");
        assertThat(microsoft.keyFetches()).as("no hammering").isEqualTo(1);

        microsoft.publish(OTHER_KEY, microsoft.server.cloud().login() + "/{tenantid}/v2.0");
        microsoft.clock.tick(Duration.ofSeconds(11));

        assertThat(microsoft.redeem(sign(microsoft.claims().build(), OTHER_KEY)))
                .isInstanceOf(TokenReply.Granted.class);
        assertThat(microsoft.keyFetches()).isEqualTo(2);
    }

    private com.nimbusds.jwt.JWTClaimsSet expiring(java.time.Instant at) {
        return microsoft
                .claims()
                .notBeforeTime(null)
                .expirationTime(Date.from(at))
                .build();
    }

    private void refused(String idToken, String why) {
        assertThat(microsoft.redeem(idToken))
                .isInstanceOfSatisfying(
                        TokenReply.Untrusted.class,
                        untrusted ->
                                assertThat(untrusted.reason()).contains(why).doesNotContain(idToken));
    }
}
