package dev.latchkey.service.reading;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.messages.MessageFacts;
import dev.latchkey.service.messages.StoredMessage;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/mailboxes/{id}/messages/{message}}: one message. Reading takes the scope {@code read}; marking a message
 * changes the member's mailbox, as sending does, and takes {@code send}.
 */
@RestController
@RequestMapping("/v1/mailboxes/{id}/messages/{messageId}")
final class MessageApi {

    private final OpenMailboxes open;
    private final Bodies bodies;
    private final Marking marking;
    private final MailProblems problems;

    MessageApi(OpenMailboxes open, Bodies bodies, Marking marking, MailProblems problems) {
        this.open = open;
        this.bodies = bodies;
        this.marking = marking;
        this.problems = problems;
    }

    @GetMapping
    FullMessage one(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        return FullMessage.of(message, problems.value(bodies.open(message), reader));
    }

    /** RFC 5322 text, as Microsoft gives it. */
    @GetMapping("/raw")
    ResponseEntity<byte[]> raw(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        return problems.value(bodies.mime(message), reader).answer();
    }

    @GetMapping("/attachments")
    Page<AttachmentFacts> attachments(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        var all = problems.value(bodies.attachments(message), reader);
        return new Page<>(all.stream().map(AttachmentFacts::of).toList(), null);
    }

    @GetMapping("/attachments/{attachmentId}")
    ResponseEntity<byte[]> attachment(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            @PathVariable String attachmentId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        return problems.value(bodies.download(message, attachmentId), reader).answer();
    }

    @PatchMapping
    MessageFacts change(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            @RequestBody MarkRequest request,
            Locale reader) {
        var message = message(caller.with(Scope.SEND), id, messageId);
        return MessageFacts.of(problems.value(marking.mark(message, request.on(message)), reader));
    }

    private StoredMessage message(WorkspaceId workspace, String id, String messageId) {
        return open.find(workspace, id)
                .flatMap(mailbox -> open.message(mailbox, messageId))
                .orElseThrow(() -> ApiProblem.notFound("message"));
    }
}
