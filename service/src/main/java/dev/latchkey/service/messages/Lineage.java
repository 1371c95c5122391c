package dev.latchkey.service.messages;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from, by its headers.
 *
 * @param headersRead false where they were not to be had: then the rest says nothing
 * @param outgoingId of the message of ours that it answers, or that it is
 */
public record Lineage(
        boolean headersRead,
        @Nullable String inReplyTo,
        List<String> references,
        MessageKind kind,
        @Nullable String outgoingId) {

    public Lineage {
        references = List.copyOf(references);
    }

    public static Lineage unknown() {
        return new Lineage(false, null, List.of(), MessageKind.ORDINARY, null);
    }

    /** The Message-IDs of those that came before. */
    public List<String> ancestors() {
        return Stream.concat(Stream.ofNullable(inReplyTo), references.stream())
                .distinct()
                .toList();
    }
}
