package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.ItemGone;
import dev.latchkey.sandbox.graph.GraphErrors.Trace;
import dev.latchkey.sandbox.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Finds who answers an authenticated request, whether it came alone or in a batch. */
final class GraphRouter {

    private static final Logger LOG = System.getLogger(GraphRouter.class.getName());

    private final UserRoutes users;
    private final SubscriptionRoutes subscriptions;
    private final ItemFaults faults;
    private final GraphErrors errors;
    private final Store store;

    GraphRouter(
            UserRoutes users, SubscriptionRoutes subscriptions, ItemFaults faults, GraphErrors errors, Store store) {
        this.users = users;
        this.subscriptions = subscriptions;
        this.faults = faults;
        this.errors = errors;
        this.store = store;
    }

    /** @param request finds out what is asked; it may refuse, as what answers it may */
    GraphReply answer(Supplier<GraphCall> request, Trace trace) {
        try {
            var call = request.get();
            var reply = route(call, GraphPath.of(call.address()), trace);
            if (!call.is("GET")) {
                store.commit();
            }
            return withPreferences(reply, call.appliedPreferences());
        } catch (GraphProblem problem) {
            return errors.of(problem, trace);
        } catch (ItemGone e) {
            return errors.of(GraphProblem.itemNotFound(), trace);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A Graph request failed", e);
            return errors.of(
                    new GraphProblem(500, "InternalServerError", "The sandbox failed. Its log says why."), trace);
        }
    }

    private GraphReply route(GraphCall call, GraphPath path, Trace trace) {
        return switch (path.name()) {
            case "me" -> users.me(call, path.rest());
            case "users" -> users.users(call, path.rest());
            case "subscriptions" -> subscriptions.answer(call, path.rest());
            case "$batch" -> batch(call, path, trace);
            default -> throw GraphProblem.noRoute(path.id());
        };
    }

    private GraphReply batch(GraphCall call, GraphPath path, Trace trace) {
        Scopes.post(call, path);
        return Batch.read(call)
                .answer(
                        item -> faults.meet(item.method(), Batch.VERSION + item.address())
                                .map(fault -> instead(fault, item, trace))
                                .orElseGet(() -> answer(() -> item, trace)),
                        () -> errors.of(GraphProblem.dependencyFailed(), trace));
    }

    private GraphReply instead(ItemFaults.Answer fault, GraphCall item, Trace trace) {
        if (fault.carriedOut()) {
            answer(() -> item, trace);
        }
        return errors.of(fault.problem(), trace);
    }

    private static GraphReply withPreferences(GraphReply reply, String applied) {
        return !applied.isEmpty() && reply instanceof GraphReply.Json(var status, var body, var headers)
                ? new GraphReply.Json(status, body, with(headers, "Preference-Applied", applied))
                : reply;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }
}
