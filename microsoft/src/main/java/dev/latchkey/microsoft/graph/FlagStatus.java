package dev.latchkey.microsoft.graph;

/** The follow-up flag of a message. */
public enum FlagStatus {
    NOT_FLAGGED("notFlagged"),
    FLAGGED("flagged"),
    COMPLETE("complete");

    final String graphName;

    FlagStatus(String graphName) {
        this.graphName = graphName;
    }
}
