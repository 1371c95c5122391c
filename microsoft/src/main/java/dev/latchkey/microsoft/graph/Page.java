package dev.latchkey.microsoft.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextLink opaque, leads on; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextLink) {

    public Page {
        items = List.copyOf(items);
    }
}
