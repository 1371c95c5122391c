package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.Nullable;

/** Graph took the call (202 or 204). For a send this is not yet delivery: a bounce may follow as mail. */
public record Accepted(@Nullable String requestId) {}
