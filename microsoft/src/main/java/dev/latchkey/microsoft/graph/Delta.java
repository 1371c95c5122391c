package dev.latchkey.microsoft.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a folder since a link. Rows may come twice and out of order.
 *
 * @see <a href="https://learn.microsoft.com/graph/delta-query-messages">Delta of messages</a>
 */
public sealed interface Delta {

    /**
     * One page, which may be empty and still lead on.
     *
     * @param changed created or changed messages, perhaps {@link Message#partial}
     * @param removed ids of messages that were deleted or moved to another folder
     * @param nextLink more follows now; null on the last page
     * @param deltaLink where to ask later; null unless this is the last page
     */
    record Changes(
            List<Message> changed,
            List<String> removed,
            @Nullable String nextLink,
            @Nullable String deltaLink) implements Delta {

        public Changes {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /** The link is dead or not of this cloud: forget it and read the folder anew, putting rows in place by their ids. */
    record Resync(String reason) implements Delta {}
}
