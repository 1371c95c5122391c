package dev.latchkey.microsoft.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.latchkey.microsoft.http.Http;
import dev.latchkey.microsoft.http.HttpReply;
import dev.latchkey.microsoft.http.RetryAfter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Posts to the token endpoint, as the application, once. */
final class TokenEndpoint {

    private static final long LONGEST_ANSWER = 1 << 20;
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(5);
    // RFC 6749 §5.2 and what Entra ID sends for its own troubles: the same request can succeed later
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");

    private final JsonMapper json = new JsonMapper();
    private final AppRegistration registration;
    private final Http http;
    private final Clock clock;
    /** The place of the credential that was taken last. */
    private volatile int taken;

    TokenEndpoint(AppRegistration registration, Http http, Clock clock) {
        this.registration = registration;
        this.http = http;
        this.clock = clock;
    }

    /** With the credential that was taken last; where it is refused, nothing has happened to the grant, and the others follow. */
    TokenAnswer post(URI endpoint, AuthorizationGrant grant, Scope scope) {
        var credentials = registration.credentials();
        var first = taken;
        var answer = post(endpoint, grant, scope, credentials.get(first));
        for (var step = 1; step < credentials.size() && refusesCredential(answer); step++) {
            var next = (first + step) % credentials.size();
            answer = post(endpoint, grant, scope, credentials.get(next));
            if (!refusesCredential(answer)) {
                taken = next;
            }
        }
        return answer;
    }

    /** RFC 6749 §5.2: the client was not authenticated. */
    private static boolean refusesCredential(TokenAnswer answer) {
        return answer instanceof TokenAnswer.None(TokenReply.Refused(var error))
                && error.error().equals("invalid_client");
    }

    private TokenAnswer post(URI endpoint, AuthorizationGrant grant, Scope scope, Credential credential) {
        var form = new TreeMap<>(grant.toParameters());
        form.putAll(authentication(endpoint, credential));
        // Entra ID wants both in every request, also where RFC 6749 §4.1.3 and RFC 7523 §3 do without
        form.put("client_id", List.of(registration.clientId()));
        form.put("scope", List.of(scope.toString()));
        var call = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(URLUtils.serializeParameters(form)))
                .build();
        return switch (http.send(call, LONGEST_ANSWER)) {
            case HttpReply.Answer answer -> read(answer, scope);
            case HttpReply.NotSent(var reason) -> unreachable(reason);
            case HttpReply.Lost(var reason) -> unreachable(reason);
            case HttpReply.TooLarge tooLarge -> unreachable("an answer of impossible length");
        };
    }

    private Map<String, List<String>> authentication(URI endpoint, Credential credential) {
        var client = new ClientID(registration.clientId());
        return switch (credential) {
            case ClientSecret secret -> new ClientSecretPost(client, new Secret(secret.value())).toParameters();
            case Certificate certificate ->
                assertion(client, endpoint, certificate).toParameters();
        };
    }

    // https://learn.microsoft.com/entra/identity-platform/certificate-credentials#assertion-format
    private PrivateKeyJWT assertion(ClientID client, URI endpoint, Certificate credential) {
        var now = clock.instant();
        var claims = new JWTAuthenticationClaimsSet(
                client,
                new Audience(endpoint).toSingleAudienceList(),
                Date.from(now.plus(ASSERTION_LIFE)),
                Date.from(now),
                Date.from(now),
                new JWTID());
        try {
            return new PrivateKeyJWT(
                    claims,
                    JWSAlgorithm.PS256,
                    credential.key(),
                    null,
                    null,
                    X509CertUtils.computeSHA256Thumbprint(credential.certificate()),
                    null);
        } catch (JOSEException e) {
            throw new IllegalStateException("the certificate's key cannot sign", e);
        }
    }

    private TokenAnswer read(HttpReply.Answer answer, Scope requested) {
        var body = parse(answer);
        if (answer.status() == 200 && body.path("access_token").isString()) {
            return tokens(body, requested);
        }
        var error = body.path("error").isString() ? EntraErrors.ofJson(body) : null;
        var passing = error != null && PASSING.contains(error.error());
        var refusing = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
        if (error != null && refusing && !passing) {
            return new TokenAnswer.None(new TokenReply.Refused(error));
        }
        return new TokenAnswer.None(new TokenReply.Unreachable(
                "HTTP " + answer.status() + " without tokens or a refusal",
                RetryAfter.of(answer, clock),
                passing ? error : null));
    }

    private JsonNode parse(HttpReply.Answer answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private TokenAnswer tokens(JsonNode body, Scope requested) {
        try {
            return new TokenAnswer.Tokens(
                    TokenJson.granted(body, requested.toString(), clock.instant()),
                    body.path("id_token").stringValue(null));
        } catch (IllegalArgumentException e) {
            return unreachable("tokens of impossible characters");
        }
    }

    private static TokenAnswer unreachable(String reason) {
        return new TokenAnswer.None(new TokenReply.Unreachable(reason, null, null));
    }
}
