package dev.latchkey.sandbox.graph;

import java.util.Map;

/**
 * A request that Graph refuses, thrown from wherever that is found out and written as Graph's error document.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Graph error responses</a>
 */
public final class GraphProblem extends RuntimeException {

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    GraphProblem(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    public GraphProblem(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }

    static GraphProblem badRequest(String message) {
        return new GraphProblem(400, "BadRequest", message);
    }

    static GraphProblem badUrl(String message) {
        return new GraphProblem(400, "RequestBroker--ParseUri", message);
    }

    static GraphProblem accessDenied() {
        return new GraphProblem(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    }

    static GraphProblem itemNotFound() {
        return new GraphProblem(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    static GraphProblem malformedId() {
        return new GraphProblem(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    }

    static GraphProblem noRoute(String segment) {
        return badRequest("Resource not found for the segment '" + segment + "'.");
    }

    static GraphProblem methodNotAllowed() {
        return new GraphProblem(405, "BadRequest", "The HTTP method is not supported for this resource.");
    }

    static GraphProblem dependencyFailed() {
        return new GraphProblem(424, "FailedDependency", "A request on which this one depends has failed.");
    }

    static GraphProblem syncStateNotFound(String freshStart) {
        return new GraphProblem(
                410,
                "syncStateNotFound",
                "The sync state generation is not found. Start again without a token.",
                Map.of("Location", freshStart));
    }
}
