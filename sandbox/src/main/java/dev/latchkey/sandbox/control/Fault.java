package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.exchange.SendFault;
import dev.latchkey.sandbox.graph.GraphErrors;
import dev.latchkey.sandbox.graph.GraphProblem;
import dev.latchkey.sandbox.smtp.SmtpFaults;
import dev.latchkey.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong between a client and the sandbox.
 *
 * @param service which calls: {@code entra} (sign-in and tokens), {@code graph}, {@code smtp} or {@code exchange}
 * @param method such as {@code POST}; null for any
 * @param path a regular expression that some part of the path matches; null for any
 * @param status the answer instead of the real one; null: the real one
 * @param code the error code of the answer
 * @param message its words
 * @param retryAfter for the header of that name: seconds, also with decimals, or a date
 * @param html a page instead of an error document, as gateways send it
 * @param claims what a token has to say besides, as JSON: a claims challenge of Conditional Access comes with the answer
 * @param delay an ISO 8601 duration by which the answer is late, in real time
 * @param drop the connection ends without an answer
 * @param carriedOut the call is carried out, although it is answered with the status
 * @param send what becomes of a mail: only of {@code exchange}, where {@code path} matches the address of who sends it
 * @param chance it meets some of the calls only; null: all
 * @param times how many calls it meets
 */
record Fault(
        Service service,
        @Nullable String method,
        @Nullable String path,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String message,
        @Nullable String retryAfter,
        @Nullable String html,
        @Nullable String claims,
        @Nullable Duration delay,
        @Nullable Drop drop,
        @Nullable Boolean carriedOut,
        @Nullable SendFault send,
        @Nullable Chance chance,
        int times) {

    enum Service {
        ENTRA,
        GRAPH,
        /** {@code method} is a command, such as {@code DATA}, or {@code CONTENT}: what follows it. */
        SMTP,
        /** What is sent, through whatever door. */
        EXCHANGE;

        /** Pages and controls of the sandbox's own are nobody's. */
        boolean serves(String path) {
            var graph = path.startsWith("/v1.0/") || path.startsWith("/upload/") || path.startsWith("/oidc/");
            return switch (this) {
                case GRAPH -> graph;
                case SMTP, EXCHANGE -> false;
                case ENTRA -> !graph && path.matches("/(common|[^/_]+/(oauth2|v2\\.0|discovery))/.*");
            };
        }
    }

    enum Drop {
        /** The call is not carried out. */
        BEFORE,
        /** The call is carried out, and its answer lost. */
        AFTER
    }

    private static final String TOLD = "The sandbox was told to answer so.";

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

    boolean sensible() {
        try {
            Pattern.compile(path == null ? "" : path);
            return times > 0
                    && (status == null ? !doesCall() : status >= 400 && status <= 599)
                    && (send == null ? service != Service.EXCHANGE : service == Service.EXCHANGE && send.sensible())
                    && (chance == null || chance.sensible())
                    // a header of its own in the header would be another fault
                    && (retryAfter == null || retryAfter.chars().allMatch(each -> each >= ' ' && each <= '~'));
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Whether the call is carried out although it is answered with the status. */
    boolean doesCall() {
        return Boolean.TRUE.equals(carriedOut);
    }

    boolean meets(String calledBy, String called) {
        return service.serves(called)
                && (method == null || method.toUpperCase(Locale.ROOT).equals(calledBy))
                && (path == null || Pattern.compile(path).matcher(called).find());
    }

    /** A call inside a batch has no connection of its own that could be lost. */
    boolean meetsItem(String calledBy, String called) {
        return drop == null && (status != null || delay != null) && meets(calledBy, called);
    }

    boolean meetsCommand(String verb) {
        return service == Service.SMTP
                && status != null
                && (method == null || method.toUpperCase(Locale.ROOT).equals(verb));
    }

    boolean meetsSend(String sender) {
        return service == Service.EXCHANGE
                && (path == null || Pattern.compile(path).matcher(sender).find());
    }

    SmtpFaults.Reply reply() {
        return new SmtpFaults.Reply(status == null ? 451 : status, message == null ? "4.3.0 " + TOLD : message);
    }

    /** What is left of it for the calls to come. */
    Fault after(boolean happened) {
        return new Fault(
                service,
                method,
                path,
                status,
                code,
                message,
                retryAfter,
                html,
                claims,
                delay,
                drop,
                carriedOut,
                send,
                chance == null ? null : chance.next(),
                happened ? times - 1 : times);
    }

    /** What a call of Graph is answered with; only of a fault with a status. */
    GraphProblem problem() {
        var answered = status == null ? 500 : status;
        return new GraphProblem(
                answered,
                code == null ? CODES.getOrDefault(answered, "UnknownError") : code,
                message == null ? TOLD : message,
                headers());
    }

    /** @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a> */
    Map<String, String> headers() {
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
        return headers;
    }

    /** For the ledger. */
    Map<String, String> facts(String calledBy, String called) {
        var facts = new HashMap<>(Map.of("service", service.name(), "call", calledBy + " " + called, "did", did()));
        if (chance != null) {
            facts.put("seed", Long.toString(chance.seed()));
        }
        return facts;
    }

    private String did() {
        if (drop != null) {
            return "drop " + drop;
        }
        if (send != null) {
            return send.toString();
        }
        if (status != null) {
            return (doesCall() ? "carry out, answer " : "answer ") + status;
        }
        return delay != null ? "delay " + delay : "answer with " + headers();
    }

    String contentType() {
        return html == null ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
    }

    /** The page, or the error document in the form of the service. */
    byte[] content(int answered, Clock clock) {
        if (html != null) {
            return html.getBytes(StandardCharsets.UTF_8);
        }
        return service == Service.GRAPH ? GraphErrors.content(problem(), clock) : Json.bytes(ofEntra(answered));
    }

    private Map<String, ?> ofEntra(int answered) {
        return Map.of(
                "error",
                code == null
                        ? (answered < 500 && answered != 429 ? "invalid_request" : "temporarily_unavailable")
                        : code,
                "error_description",
                message == null ? TOLD : message);
    }
}
