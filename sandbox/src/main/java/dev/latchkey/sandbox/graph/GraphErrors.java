package dev.latchkey.sandbox.graph;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Graph's error documents.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Microsoft Graph error responses</a>
 */
final class GraphErrors {

    /** The ids by which a request is found again in Microsoft's logs. */
    record Trace(String requestId, String clientRequestId) {

        /** Of a caller who names none. */
        static Trace next() {
            var id = UUID.randomUUID().toString();
            return new Trace(id, id);
        }
    }

    private final Clock clock;

    GraphErrors(Clock clock) {
        this.clock = clock;
    }

    GraphReply of(GraphProblem problem, Trace trace) {
        var document = GraphCall.JSON.createObjectNode();
        var error = document.putObject("error").put("code", problem.code()).put("message", problem.text());
        error.putObject("innerError")
                // without an offset, as Graph writes it
                .put(
                        "date",
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("request-id", trace.requestId())
                .put("client-request-id", trace.clientRequestId());
        return new GraphReply.Json(problem.status(), document, problem.headers());
    }
}
