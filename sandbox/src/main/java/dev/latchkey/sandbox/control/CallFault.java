package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.graph.GraphErrors;
import dev.latchkey.sandbox.graph.GraphProblem;
import dev.latchkey.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a call over HTTP ends otherwise than it would. */
sealed interface CallFault {

    String TOLD = "The sandbox was told to answer so.";

    /** For the ledger. */
    String did();

    /** The connection ends without an answer, before or after the call is carried out. */
    enum Drop implements CallFault {
        BEFORE,
        AFTER;

        @Override
        public String did() {
            return "drop " + this;
        }
    }

    /** The real answer, with that header besides: seconds, also with decimals, or a date. */
    record RetryAfter(String value) implements CallFault {

        @Override
        public String did() {
            return "answer with " + headers();
        }

        Map<String, String> headers() {
            return Map.of("Retry-After", value);
        }
    }

    /**
     * Another answer than the real one.
     *
     * @param carriedOut the call is carried out nevertheless
     * @param headers by name
     */
    record Answer(int status, Content content, Map<String, String> headers, boolean carriedOut) implements CallFault {

        private static final Map<Integer, String> CODES = Map.of(
                401, "InvalidAuthenticationToken",
                403, "ErrorAccessDenied",
                404, "ErrorItemNotFound",
                409, "ErrorIrresolvableConflict",
                429, "ApplicationThrottled",
                500, "InternalServerError",
                503, "ServiceUnavailable",
                504, "GatewayTimeout",
                507, "ErrorQuotaExceeded");

        @Override
        public String did() {
            return (carriedOut ? "carry out, answer " : "answer ") + status;
        }

        String contentType() {
            return content instanceof Page ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        }

        /** The page, or the error document in the form of the site. */
        byte[] bytes(Fault.Site site, Clock clock) {
            return switch (content) {
                case Page(var html) -> html.getBytes(StandardCharsets.UTF_8);
                case Document document ->
                    switch (site) {
                        case GRAPH -> GraphErrors.content(problem(), clock);
                        case ENTRA -> Json.bytes(ofEntra(document));
                    };
            };
        }

        /** As Graph writes it; a page has no place in a batch. */
        GraphProblem problem() {
            var document = content instanceof Document written ? written : new Document(null, null);
            return new GraphProblem(
                    status,
                    document.code() == null ? CODES.getOrDefault(status, "UnknownError") : document.code(),
                    document.words(),
                    headers);
        }

        private Map<String, String> ofEntra(Document document) {
            var usual = status < 500 && status != 429 ? "invalid_request" : "temporarily_unavailable";
            return Map.of(
                    "error", document.code() == null ? usual : document.code(), "error_description", document.words());
        }
    }

    /** What an answer says. */
    sealed interface Content {}

    /** A page, as gateways send it. */
    record Page(String html) implements Content {}

    /** The service's error document; null for what it would say by itself. */
    record Document(@Nullable String code, @Nullable String message) implements Content {

        private String words() {
            return message == null ? TOLD : message;
        }
    }

    /**
     * The headers of an answer.
     *
     * @param claims what a token has to say besides, as JSON
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    static Map<String, String> headers(@Nullable String retryAfter, @Nullable String claims) {
        var headers = new HashMap<String, String>();
        if (retryAfter != null) {
            headers.put("Retry-After", retryAfter);
        }
        if (claims != null) {
            headers.put(
                    "WWW-Authenticate",
                    "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
                            + "client_id=\"00000003-0000-0000-c000-000000000000\", error=\"insufficient_claims\", claims=\""
                            + Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "\"");
        }
        return Map.copyOf(headers);
    }
}
