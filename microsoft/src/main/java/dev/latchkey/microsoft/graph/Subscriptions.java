package dev.latchkey.microsoft.graph;

import java.time.Instant;
import java.util.List;

/**
 * Standing orders for change notifications.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/subscription">subscription</a>
 */
public final class Subscriptions {

    private final GraphCalls calls;

    Subscriptions(GraphCalls calls) {
        this.calls = calls;
    }

    /** Makes one. Graph calls the notification URL before it answers. 409: the same one exists. */
    public GraphReply<Subscription> create(Subscription.Order order) {
        return calls.pending();
    }

    /** Lets it live on until then. */
    public GraphReply<Subscription> renew(String subscriptionId, Instant expirationDateTime) {
        return calls.pending();
    }

    public GraphReply<Accepted> delete(String subscriptionId) {
        return calls.pending();
    }

    /** All of this application's for this person. */
    public GraphReply<List<Subscription>> list() {
        return calls.pending();
    }
}
