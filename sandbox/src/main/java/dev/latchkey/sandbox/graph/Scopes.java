package dev.latchkey.sandbox.graph;

/**
 * Which delegated permissions each kind of call takes.
 *
 * @see <a href="https://learn.microsoft.com/graph/permissions-reference">Permissions reference</a>
 */
final class Scopes {

    static final String[] READ_BASIC = {"Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"};
    static final String[] READ = {"Mail.Read", "Mail.ReadWrite"};
    static final String[] READ_WRITE = {"Mail.ReadWrite"};
    static final String[] SEND = {"Mail.Send"};
    static final String[] USER = {"User.Read"};

    private Scopes() {}

    /** An action takes POST, and has nothing below it. */
    static void post(GraphCall call, GraphPath action) {
        last(call, action, "POST");
    }

    /** What is only read takes GET, and has nothing below it. */
    static void get(GraphCall call, GraphPath value) {
        last(call, value, "GET");
    }

    private static void last(GraphCall call, GraphPath segment, String method) {
        if (segment.length() != 1) {
            throw GraphProblem.noRoute(segment.rest().id());
        }
        if (!call.is(method)) {
            throw GraphProblem.methodNotAllowed();
        }
    }
}
