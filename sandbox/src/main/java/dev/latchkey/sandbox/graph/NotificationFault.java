package dev.latchkey.sandbox.graph;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with change notifications.
 *
 * @param fault what
 * @param changeType of which: {@code created}, {@code updated} or {@code deleted}; null for any
 * @param subscriptionId of which subscription; null for any
 * @param delay for {@code DELAY} only: an ISO 8601 duration, in real time
 * @param times how many notifications it meets
 */
record NotificationFault(
        Kind fault,
        @Nullable String changeType,
        @Nullable String subscriptionId,
        @Nullable Duration delay,
        int times) {

    enum Kind {
        /** It never comes. */
        DROP,
        /** It comes twice. */
        DOUBLE,
        /** It comes after the one that follows it. */
        REORDER,
        /** It is late, and so are those behind it. */
        DELAY,
        /** It comes with another {@code clientState}, as a forged one would. */
        WRONG_CLIENT_STATE
    }

    private static final Set<String> CHANGE_TYPES = Set.of("created", "updated", "deleted");

    boolean sensible() {
        return fault != null
                && times > 0
                && (changeType == null || CHANGE_TYPES.contains(changeType))
                && (fault == Kind.DELAY) == (delay != null)
                && (delay == null || delay.isPositive());
    }

    boolean meets(Subscription subscription, String type) {
        return (changeType == null || changeType.equals(type))
                && (subscriptionId == null || subscriptionId.equals(subscription.id()));
    }

    /** By how much it makes them late. */
    Duration lateness() {
        return delay == null ? Duration.ZERO : delay;
    }

    NotificationFault once() {
        return new NotificationFault(fault, changeType, subscriptionId, delay, times - 1);
    }
}
