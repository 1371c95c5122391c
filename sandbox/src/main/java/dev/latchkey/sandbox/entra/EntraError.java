package dev.latchkey.sandbox.entra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as Entra reports it.
 *
 * @param code the AADSTS number
 * @param claims the claims challenge, a JSON document as text
 */
public record EntraError(
        int code,
        String error,
        @Nullable String suberror,
        String text,
        @Nullable String claims) {

    /** The same under another {@code error}, as when no page may be shown. */
    EntraError as(String otherError) {
        return new EntraError(code, otherError, suberror, text, claims);
    }

    /** The same in answer to {@code prompt=none}. */
    EntraError silent() {
        if (!error.equals("invalid_grant")) {
            return this;
        }
        return as("consent_required".equals(suberror) ? "consent_required" : "interaction_required");
    }

    EntraError challenging(String withClaims) {
        return new EntraError(code, error, suberror, text, withClaims);
    }

    /** {@code error_description} of a token reply: the text and how to find the request in the logs. */
    String description(Trace trace) {
        return "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                .formatted(code, text, trace.traceId(), trace.correlationId(), trace.timestamp());
    }

    /** The error document of the token and discovery endpoints, in Entra's order. */
    Map<String, Object> document(Trace trace) {
        var document = new LinkedHashMap<String, Object>();
        document.put("error", error);
        document.put("error_description", description(trace));
        document.put("error_codes", List.of(code));
        document.put("timestamp", trace.timestamp());
        document.put("trace_id", trace.traceId());
        document.put("correlation_id", trace.correlationId());
        document.put("error_uri", uri());
        if (suberror != null) {
            document.put("suberror", suberror);
        }
        if (claims != null) {
            document.put("claims", claims);
        }
        return document;
    }

    String uri() {
        return "https://login.microsoftonline.com/error?code=" + code;
    }
}
