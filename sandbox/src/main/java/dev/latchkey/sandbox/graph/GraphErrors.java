package dev.latchkey.sandbox.graph;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Graph's error documents.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Microsoft Graph error responses</a>
 */
public final class GraphErrors {

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

    /** The document alone, of a request that reached no handler. */
    public static byte[] content(GraphProblem problem, Clock clock) {
        return GraphCall.JSON.writeValueAsBytes(document(problem, Trace.next(), clock));
    }

    GraphReply of(GraphProblem problem, Trace trace) {
        return new GraphReply.Json(problem.status(), document(problem, trace, clock), problem.headers());
    }

    private static ObjectNode document(GraphProblem problem, Trace trace, Clock clock) {
        var document = GraphCall.JSON.createObjectNode();
        var error = document.putObject("error").put("code", problem.code()).put("message", problem.text());
        error.putObject("innerError")
                // without an offset, as Graph writes it
                .put(
                        "date",
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME))
                .put("request-id", trace.requestId())
                .put("client-request-id", trace.clientRequestId());
        return document;
    }
}
