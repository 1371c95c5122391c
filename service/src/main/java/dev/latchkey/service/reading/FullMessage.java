package dev.latchkey.service.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.latchkey.microsoft.graph.Body;
import dev.latchkey.service.messages.MessageFacts;
import dev.latchkey.service.messages.StoredMessage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message with its body, as the API gives it.
 *
 * @param body as the sender wrote it: clean it before you show it
 */
record FullMessage(@JsonUnwrapped MessageFacts facts, Content body) {

    /**
     * The text of a message.
     *
     * @param contentType {@code html} or {@code text}
     * @param safeHtml of HTML, what the mailbox page shows: nothing in it runs or loads
     */
    record Content(
            String contentType, String content, @Nullable String safeHtml) {}

    static FullMessage of(StoredMessage message, Bodies.Opened opened) {
        var body = opened.body();
        var safe = body.type() == Body.Type.HTML
                ? SafeHtml.of(body.content(), opened.images()).html()
                : null;
        return new FullMessage(
                MessageFacts.of(message),
                new Content(body.type().name().toLowerCase(Locale.ROOT), body.content(), safe));
    }
}
