package dev.latchkey.sandbox.graph;

import java.util.Optional;

/** What was ordered to go wrong with the next call of that kind, for the calls that no filter sees: those of a batch. */
@FunctionalInterface
public interface ItemFaults {

    /**
     * The answer instead of the real one.
     *
     * @param carriedOut the call is carried out nevertheless
     */
    record Answer(GraphProblem problem, boolean carriedOut) {}

    /**
     * Returns when the answer is due, which an order may make late.
     *
     * @param path with the version, without a query
     * @return empty for the real one
     */
    Optional<Answer> meet(String method, String path);
}
