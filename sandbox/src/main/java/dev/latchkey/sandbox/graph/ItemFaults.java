package dev.latchkey.sandbox.graph;

import java.util.Optional;

/** What was ordered to go wrong with the next call of that kind, for the calls that no filter sees: those of a batch. */
@FunctionalInterface
public interface ItemFaults {

    /** @param path with the version, without a query */
    Optional<GraphProblem> meet(String method, String path);
}
