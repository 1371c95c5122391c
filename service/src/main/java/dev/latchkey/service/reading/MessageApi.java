package dev.latchkey.service.reading;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.messages.Folders;
import dev.latchkey.service.messages.MessageFacts;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredFolder;
import dev.latchkey.service.messages.StoredMessage;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/mailboxes/{id}}: folders, messages and threads. Reading takes the scope {@code read}; marking a message
 * changes the member's mailbox, as sending does, and takes {@code send}.
 */
@RestController
@RequestMapping("/v1/mailboxes/{id}")
final class MessageApi {

    private static final int MOST = 200;

    private final OpenMailboxes open;
    private final Transactions transactions;
    private final Folders folders;
    private final Messages messages;
    private final Bodies bodies;
    private final Marking marking;
    private final MailProblems problems;

    MessageApi(
            OpenMailboxes open,
            Transactions transactions,
            Folders folders,
            Messages messages,
            Bodies bodies,
            Marking marking,
            MailProblems problems) {
        this.open = open;
        this.transactions = transactions;
        this.folders = folders;
        this.messages = messages;
        this.bodies = bodies;
        this.marking = marking;
        this.problems = problems;
    }

    @GetMapping("/folders")
    Page<FolderFacts> folders(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        var mailbox = mailbox(caller.with(Scope.READ), id);
        var all = transactions.in(mailbox.workspace(), () -> folders.list(id));
        return new Page<>(all.stream().map(FolderFacts::of).toList(), null);
    }

    /** @param folder an id or a well-known name such as {@code inbox} */
    @GetMapping("/messages")
    Page<MessageFacts> list(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String folder,
            @RequestParam(required = false) @Nullable String thread,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var mailbox = mailbox(caller.with(Scope.READ), id);
        if (limit < 1 || limit > MOST) {
            throw ApiProblem.field("limit", "Use 1 to " + MOST + ".");
        }
        return transactions.in(mailbox.workspace(), () -> {
            var folderId = folder == null ? null : folder(mailbox, folder).id();
            var page = messages.list(new Messages.Query(id, folderId, thread, unread), cursor, limit);
            return new Page<>(page.data().stream().map(MessageFacts::of).toList(), page.nextCursor());
        });
    }

    /** The newest 200 messages of a thread, oldest first. */
    @GetMapping("/threads/{threadId}")
    Page<MessageFacts> thread(
            @AuthenticationPrincipal ApiCaller caller, @PathVariable String id, @PathVariable String threadId) {
        var mailbox = mailbox(caller.with(Scope.READ), id);
        var found = transactions.in(
                mailbox.workspace(),
                () -> messages.list(new Messages.Query(id, null, threadId, false), null, MOST)
                        .data());
        if (found.isEmpty()) {
            throw ApiProblem.notFound("thread");
        }
        return new Page<>(found.reversed().stream().map(MessageFacts::of).toList(), null);
    }

    @GetMapping("/messages/{messageId}")
    FullMessage one(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        return FullMessage.of(message, problems.value(bodies.open(message), reader));
    }

    /** RFC 5322 text, as Microsoft gives it. */
    @GetMapping("/messages/{messageId}/raw")
    ResponseEntity<byte[]> raw(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        return problems.value(bodies.mime(message), reader).answer();
    }

    @GetMapping("/messages/{messageId}/attachments")
    Page<AttachmentFacts> attachments(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        var all = problems.value(bodies.attachments(message), reader);
        return new Page<>(all.stream().map(AttachmentFacts::of).toList(), null);
    }

    @GetMapping("/messages/{messageId}/attachments/{attachmentId}")
    ResponseEntity<byte[]> attachment(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            @PathVariable String attachmentId,
            Locale reader) {
        var message = message(caller.with(Scope.READ), id, messageId);
        return problems.value(bodies.download(message, attachmentId), reader).answer();
    }

    @PatchMapping("/messages/{messageId}")
    MessageFacts change(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String messageId,
            @RequestBody MarkRequest request,
            Locale reader) {
        var message = message(caller.with(Scope.SEND), id, messageId);
        return MessageFacts.of(problems.value(marking.mark(message, request.on(message)), reader));
    }

    private Mailbox mailbox(WorkspaceId workspace, String id) {
        return open.find(workspace, id).orElseThrow(() -> ApiProblem.notFound("mailbox"));
    }

    private StoredFolder folder(Mailbox mailbox, String name) {
        return folders.find(mailbox.id(), name).orElseThrow(() -> ApiProblem.notFound("folder"));
    }

    private StoredMessage message(WorkspaceId workspace, String id, String messageId) {
        return open.message(mailbox(workspace, id), messageId).orElseThrow(() -> ApiProblem.notFound("message"));
    }
}
