package dev.latchkey.microsoft.entra;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.RefreshToken;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Reads a success of the token endpoint (RFC 6749 §5.1). */
final class TokenJson {

    // RFC 6749 lets expires_in be missing: then renew soon
    private static final Duration UNSAID = Duration.ofMinutes(5);
    // the longest that Microsoft issues is 28 hours
    private static final Duration LONGEST = Duration.ofDays(2);

    private TokenJson() {}

    static TokenReply.Granted granted(JsonNode body, String requested, Instant now) {
        var refresh = body.path("refresh_token").stringValue("");
        return new TokenReply.Granted(
                new AccessToken(body.path("access_token").stringValue("")),
                now.plus(life(body.path("expires_in"))),
                refresh.isEmpty() ? null : new RefreshToken(refresh),
                Scopes.parse(body.path("scope").stringValue(requested)),
                null);
    }

    // Entra ID writes a number, its older endpoints a string
    private static Duration life(JsonNode expiresIn) {
        var seconds = expiresIn.asLong(UNSAID.toSeconds());
        return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST.toSeconds()));
    }
}
