package dev.latchkey.sandbox.graph;

import java.util.Optional;

/** What was ordered to go wrong with the next notification of that kind. */
@FunctionalInterface
public interface NotificationFaults {

    /** @param changeType such as {@code created} */
    Optional<NotificationFault> meet(String subscriptionId, String changeType);
}
