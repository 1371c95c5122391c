package dev.latchkey.microsoft.graph;

import static dev.latchkey.microsoft.graph.GraphJson.text;

import dev.latchkey.microsoft.http.HttpReply;
import dev.latchkey.microsoft.http.RetryAfter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Tells what an answer other than success means for a retry.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Error responses</a>
 */
final class GraphAnswers {

    // refused at the door, before anything was done
    private static final Set<String> BUSY = codes(
            "serviceNotAvailable",
            "ServiceUnavailable",
            "ErrorServerBusy",
            "ErrorMailboxStoreUnavailable",
            "MailboxInfoStale",
            "ErrorMailboxMoveInProgress");
    // sent too much: comes right when the window of 24 hours slides, whatever the status
    private static final Set<String> QUOTA = codes("ErrorExceededMessageLimit", "ErrorSubmissionQuotaExceeded");
    private static final Pattern CLAIMS = Pattern.compile("claims=\"([^\"]*)\"");
    private static final int LONGEST_MESSAGE = 1_000;
    private static final JsonMapper JSON = new JsonMapper();

    private GraphAnswers() {}

    /** @param reading whether the call changes nothing, so that a vague refusal is as good as a clear one */
    static <T> GraphReply<T> failure(HttpReply.Answer answer, boolean reading, Clock clock) {
        var error = error(answer);
        var retryAfter = RetryAfter.of(answer, clock);
        var status = answer.status();
        if (status == 429 || status == 509 || QUOTA.contains(error.code())) {
            return new GraphReply.Later<>(error, retryAfter);
        }
        if (status == 503) {
            // a gateway's own page does not say whether Exchange had begun
            var atTheDoor = BUSY.contains(error.code())
                    || (retryAfter != null && !error.code().isEmpty());
            return reading || atTheDoor ? new GraphReply.Later<>(error, retryAfter) : unclear(error);
        }
        if (status >= 500 || status == 408) {
            return reading ? new GraphReply.Later<>(error, retryAfter) : unclear(error);
        }
        return new GraphReply.Refused<>(error);
    }

    static <T> GraphReply<T> notSent(String reason) {
        return new GraphReply.Later<>(new GraphError(0, "", null, reason, null, null, null), null);
    }

    /** A refusal of this client's own. */
    static <T> GraphReply<T> refusedHere(String code, String message) {
        return new GraphReply.Refused<>(new GraphError(0, code, null, message, null, null, null));
    }

    static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static <T> GraphReply<T> unclear(GraphError error) {
        var code = error.code().isEmpty() ? "" : " " + error.code();
        return new GraphReply.Unclear<>("HTTP " + error.status() + code + ", request " + error.requestId());
    }

    private static GraphError error(HttpReply.Answer answer) {
        var error = parse(answer.body()).path("error");
        var inner = error.has("innerError") ? error.path("innerError") : error.path("innererror");
        var message = text(error, "message");
        var requestId = text(inner, "request-id");
        return new GraphError(
                answer.status(),
                GraphJson.orEmpty(text(error, "code")),
                text(inner, "code"),
                message == null
                        ? "HTTP " + answer.status() + " without an error of Graph's"
                        : message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                requestId == null ? answer.header("request-id").orElse(null) : requestId,
                date(text(inner, "date")),
                claims(answer));
    }

    // https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format
    private static @Nullable String claims(HttpReply.Answer answer) {
        for (var challenge : answer.headers().allValues("WWW-Authenticate")) {
            var match = CLAIMS.matcher(challenge);
            if (match.find()) {
                return decoded(match.group(1));
            }
        }
        return null;
    }

    private static String decoded(String claims) {
        try {
            var standard = claims.replace('-', '+').replace('_', '/');
            return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return claims;
        }
    }

    // Graph writes UTC without saying so
    private static @Nullable Instant date(@Nullable String date) {
        try {
            return date == null
                    ? null
                    : LocalDateTime.parse(date.replace("Z", "")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Set<String> codes(String... codes) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(codes));
        return set;
    }
}
