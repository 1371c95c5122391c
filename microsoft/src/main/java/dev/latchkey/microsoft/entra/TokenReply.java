package dev.latchkey.microsoft.entra;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.RefreshToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the token endpoint said. */
public sealed interface TokenReply {

    /**
     * Tokens.
     *
     * @param refreshToken replaces the one that was used; null where {@code offline_access} was not granted
     * @param scopes what was truly granted, by their short names, looked up without regard to case; may be more or
     *     less than was asked for, and lack {@code offline_access}
     * @param identity null where no id_token came
     */
    record Granted(
            AccessToken accessToken,
            Instant expiresAt,
            @Nullable RefreshToken refreshToken,
            Set<String> scopes,
            @Nullable Identity identity)
            implements TokenReply {}

    /** Entra ID says no; asking the same again gives the same. */
    record Refused(EntraError error) implements TokenReply {}

    /**
     * No usable answer: the network, a time-out, throttling, trouble at Microsoft. A code may have been used up.
     *
     * @param retryAfter what Microsoft asked for, at most a day
     * @param error what Entra ID said of its trouble, where it said something
     */
    record Unreachable(
            String reason,
            @Nullable Duration retryAfter,
            @Nullable EntraError error) implements TokenReply {}

    /** Tokens came, but their id_token does not hold; nothing of them may be kept. */
    record Untrusted(String reason) implements TokenReply {}
}
