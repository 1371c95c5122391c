package dev.latchkey.microsoft.entra;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.microsoft.http.Http;
import dev.latchkey.microsoft.http.HttpReply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys with which Entra ID signs id_tokens, by the address of their set. They change without notice, so a key that
 * is not known is looked for once more.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/signing-key-rollover">Signing key rollover</a>
 */
final class SigningKeys {

    /**
     * One key.
     *
     * @param issuer whose tokens it may sign, with {@code {tenantid}} in place of the tenant; null where not said
     */
    record Key(RSAKey rsa, @Nullable String issuer) {}

    private record KeySet(Map<String, Key> byId, Instant fetched) {}

    private static final long LONGEST_ANSWER = 1 << 20;
    private static final Duration FRESH = Duration.ofHours(24);
    // tokens with made-up key ids must not make us hammer the address
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int ADDRESSES = 500;

    private final JsonMapper json = new JsonMapper();
    private final Http http;
    private final Clock clock;
    private final Map<URI, KeySet> sets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, KeySet> eldest) {
            return size() > ADDRESSES;
        }
    };

    SigningKeys(Http http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** Whether keys of that address are at hand; fetches them where needed. */
    boolean available(URI address) {
        return keySet(address, FRESH).isPresent();
    }

    Optional<Key> find(URI address, String keyId) {
        return keySet(address, FRESH)
                .map(keys -> keys.byId.get(keyId))
                .or(() -> keySet(address, PAUSE).map(keys -> keys.byId.get(keyId)));
    }

    private Optional<KeySet> keySet(URI address, Duration oldest) {
        var cached = cached(address);
        if (cached != null && cached.fetched.plus(oldest).isAfter(clock.instant())) {
            return Optional.of(cached);
        }
        var fetched = fetch(address);
        fetched.ifPresent(keys -> {
            synchronized (sets) {
                sets.put(address, keys);
            }
        });
        // old keys still tell a true token from a false one while Microsoft cannot be reached
        return fetched.or(() -> Optional.ofNullable(cached));
    }

    private @Nullable KeySet cached(URI address) {
        synchronized (sets) {
            return sets.get(address);
        }
    }

    private Optional<KeySet> fetch(URI address) {
        var request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
        if (!(http.send(request, LONGEST_ANSWER) instanceof HttpReply.Answer answer) || answer.status() != 200) {
            return Optional.empty();
        }
        try {
            var keys = new HashMap<String, Key>();
            json.readTree(answer.body()).path("keys").forEach(node -> addKey(keys, node));
            return keys.isEmpty() ? Optional.empty() : Optional.of(new KeySet(Map.copyOf(keys), clock.instant()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    // a kind of key that we do not know must not hide the others
    private static void addKey(Map<String, Key> keys, JsonNode node) {
        try {
            var encryption =
                    KeyUse.ENCRYPTION.identifier().equals(node.path("use").stringValue(""));
            if (!encryption && JWK.parse(node.toString()) instanceof RSAKey rsa && rsa.getKeyID() != null) {
                keys.put(
                        rsa.getKeyID(),
                        new Key(rsa.toPublicJWK(), node.path("issuer").stringValue(null)));
            }
        } catch (ParseException e) {
            return;
        }
    }
}
