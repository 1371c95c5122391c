package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.latchkey.service.vault.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void isTheOneThatTheSpecificationShows() {
        assertThat(Signature.of(
                        List.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void secretsHaveThePrefixAnd32RandomBytes() {
        var secret = Signature.newSecret().value();
        assertThat(secret)
                .startsWith("whsec_")
                .isNotEqualTo(Signature.newSecret().value());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void whileASecretIsReplacedBothVerify() throws Exception {
        var old = Signature.newSecret();
        var fresh = Signature.newSecret();
        var headers = headers("evt_1", Instant.now(), List.of(fresh, old));

        new Webhook(fresh.value()).verify(BODY, headers);
        new Webhook(old.value()).verify(BODY, headers);
    }

    @Test
    void anAlteredBodyIdOrTimeDoesNotVerify() throws Exception {
        var secret = Signature.newSecret();
        var now = Instant.now();
        var headers = headers("evt_1", now, List.of(secret));
        var verifier = new Webhook(secret.value());

        assertRefused(verifier, BODY + " ", headers);
        assertRefused(verifier, BODY, changed(headers, "webhook-id", "evt_2"));
        assertRefused(verifier, BODY, changed(headers, "webhook-timestamp", Long.toString(now.getEpochSecond() + 1)));
        assertRefused(verifier, BODY, headers("evt_1", now.minusSeconds(600), List.of(secret)));
    }

    private static void assertRefused(Webhook verifier, String body, Map<String, List<String>> headers) {
        assertThatThrownBy(() -> verifier.verify(body, headers)).isInstanceOf(WebhookVerificationException.class);
    }

    private static Map<String, List<String>> headers(String id, Instant time, List<Secret> secrets) {
        return Map.of(
                "webhook-id", List.of(id),
                "webhook-timestamp", List.of(Long.toString(time.getEpochSecond())),
                "webhook-signature", List.of(Signature.of(secrets, id, time.getEpochSecond(), BODY)));
    }

    private static Map<String, List<String>> changed(Map<String, List<String>> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, List.of(value));
        return changed;
    }
}
