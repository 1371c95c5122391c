package dev.latchkey.microsoft.graph;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Graph's error. Decide by {@code status} and {@link #is}, never by {@code message}.
 *
 * @param status of HTTP; 0 where the call never reached Graph
 * @param code such as {@code ErrorItemNotFound}; empty where the answer was none of Graph's
 * @param innerCode a closer code within, if any
 * @param requestId what Microsoft's support asks for
 * @param date when it happened by Microsoft's clock
 * @param claims of a claims challenge, decoded: a claims request as JSON, for the authorize endpoint
 * @see <a href="https://learn.microsoft.com/graph/errors">Error responses</a>
 */
public record GraphError(
        int status,
        String code,
        @Nullable String innerCode,
        String message,
        @Nullable String requestId,
        @Nullable Instant date,
        @Nullable String claims) {

    /** 401: the access token is expired, revoked or not for Graph. With {@link #claimsChallenge} a person must act. */
    public boolean tokenRejected() {
        return status == 401;
    }

    /**
     * Conditional Access or continuous access evaluation wants more of the person.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    public boolean claimsChallenge() {
        return claims != null;
    }

    /** The item or folder is gone, moved away, or out of reach. */
    public boolean notFound() {
        return status == 404;
    }

    /** Whether the code, or the inner one, is that; case does not matter. */
    public boolean is(String wanted) {
        return wanted.equalsIgnoreCase(code) || wanted.equalsIgnoreCase(innerCode);
    }
}
