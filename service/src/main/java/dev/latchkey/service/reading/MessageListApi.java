package dev.latchkey.service.reading;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.messages.Folders;
import dev.latchkey.service.messages.MessageFacts;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/mailboxes/{id}}: folders, lists of messages, threads. All take the scope {@code read}. */
@RestController
@RequestMapping("/v1/mailboxes/{id}")
final class MessageListApi {

    private static final int MOST = 200;
    private static final int USUAL = 50;

    /**
     * Which messages.
     *
     * @param folder an id or a well-known name such as {@code inbox}
     */
    record Wanted(
            @Nullable String folder,
            @Nullable String thread,
            @Nullable Boolean unread,
            @Nullable String cursor,
            @Nullable Integer limit) {

        /** @throws ApiProblem where the cursor or the limit is none */
        int size() {
            if (limit != null && (limit < 1 || limit > MOST)) {
                throw ApiProblem.field("limit", "Use 1 to " + MOST + ".");
            }
            if (cursor != null && !Messages.isCursor(cursor)) {
                throw ApiProblem.field("cursor", "Pass the next_cursor of the page before, unchanged.");
            }
            return limit == null ? USUAL : limit;
        }
    }

    private final OpenMailboxes open;
    private final Transactions transactions;
    private final Folders folders;
    private final Messages messages;

    MessageListApi(OpenMailboxes open, Transactions transactions, Folders folders, Messages messages) {
        this.open = open;
        this.transactions = transactions;
        this.folders = folders;
        this.messages = messages;
    }

    @GetMapping("/folders")
    Page<FolderFacts> folders(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        var mailbox = mailbox(caller.with(Scope.READ), id);
        var all = transactions.in(mailbox.workspace(), () -> folders.list(id));
        return new Page<>(all.stream().map(FolderFacts::of).toList(), null);
    }

    @GetMapping("/messages")
    Page<MessageFacts> list(
            @AuthenticationPrincipal ApiCaller caller, @PathVariable String id, @ModelAttribute Wanted wanted) {
        var mailbox = mailbox(caller.with(Scope.READ), id);
        var size = wanted.size();
        return transactions.in(mailbox.workspace(), () -> {
            var folderId = wanted.folder() == null ? null : folderId(mailbox, wanted.folder());
            var query = new Messages.Query(id, folderId, wanted.thread(), Boolean.TRUE.equals(wanted.unread()));
            var page = messages.list(query, wanted.cursor(), size);
            return new Page<>(page.data().stream().map(MessageFacts::of).toList(), page.nextCursor());
        });
    }

    /** The newest 200 messages of a thread, oldest first. */
    @GetMapping("/threads/{threadId}")
    Page<MessageFacts> thread(
            @AuthenticationPrincipal ApiCaller caller, @PathVariable String id, @PathVariable String threadId) {
        var mailbox = mailbox(caller.with(Scope.READ), id);
        var query = new Messages.Query(id, null, threadId, false);
        var found = transactions.in(
                mailbox.workspace(), () -> messages.list(query, null, MOST).data());
        if (found.isEmpty()) {
            throw ApiProblem.notFound("thread");
        }
        return new Page<>(found.reversed().stream().map(MessageFacts::of).toList(), null);
    }

    private Mailbox mailbox(WorkspaceId workspace, String id) {
        return open.find(workspace, id).orElseThrow(() -> ApiProblem.notFound("mailbox"));
    }

    private String folderId(Mailbox mailbox, String name) {
        return folders.find(mailbox.id(), name)
                .orElseThrow(() -> ApiProblem.notFound("folder"))
                .id();
    }
}
