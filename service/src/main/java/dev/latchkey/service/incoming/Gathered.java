package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page of a delta with all that is needed to write it.
 *
 * @param present messages of the page as they are, those that have just arrived with their headers
 * @param elsewhere known messages that have left the folder and lie in another
 * @param gone ids of messages that are nowhere any more
 */
record Gathered(List<Message> present, List<Message> elsewhere, Set<String> gone) {

    static final Gathered NOTHING = new Gathered(List.of(), List.of(), Set.of());

    static Gathered of(List<Message> changed, Set<String> removed, Map<String, Message> fetched, Set<String> gone) {
        return new Gathered(
                changed.stream()
                        .filter(message -> !removed.contains(message.id()) && !gone.contains(message.id()))
                        .map(message -> fetched.getOrDefault(message.id(), message))
                        .filter(message -> !message.partial())
                        .toList(),
                removed.stream().filter(fetched::containsKey).map(fetched::get).toList(),
                gone);
    }

    boolean empty() {
        return present.isEmpty() && elsewhere.isEmpty() && gone.isEmpty();
    }
}
