package dev.latchkey.service.reading;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.messages.Folders;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredFolder;
import dev.latchkey.service.messages.StoredMessage;
import dev.latchkey.service.workspace.SignedIn;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The mailbox page: folders, list, reading pane. htmx takes from it the parts that it needs. */
@Controller
final class MailboxPages {

    private static final int PAGE = 50;
    private static final int LONGEST_THREAD = 100;
    private static final Set<String> OWN_MAIL = Set.of("sentitems", "drafts", "outbox");

    private final OpenMailboxes open;
    private final Transactions transactions;
    private final Folders folders;
    private final Messages messages;
    private final Explain explain;

    MailboxPages(OpenMailboxes open, Transactions transactions, Folders folders, Messages messages, Explain explain) {
        this.open = open;
        this.transactions = transactions;
        this.folders = folders;
        this.messages = messages;
        this.explain = explain;
    }

    @GetMapping("/mailboxes/{id}")
    String list(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String folder,
            @RequestParam(required = false) @Nullable String after,
            Locale reader,
            Model model) {
        var mailbox = open.forMember(signedIn, id).orElseThrow(MailboxPages::notFound);
        transactions.run(mailbox.workspace(), () -> fill(mailbox, folder, after, reader, model));
        return "reading/mailbox";
    }

    @GetMapping("/mailboxes/{id}/messages/{messageId}")
    String message(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @PathVariable String messageId,
            @RequestParam(required = false) @Nullable String after,
            Locale reader,
            Model model) {
        var mailbox = open.forMember(signedIn, id).orElseThrow(MailboxPages::notFound);
        var message = open.message(mailbox, messageId).orElseThrow(MailboxPages::notFound);
        transactions.run(mailbox.workspace(), () -> {
            fill(mailbox, message.folderId(), after, reader, model);
            model.addAttribute("open", message)
                    .addAttribute(
                            "openTime", ListedMessage.of(message, false, reader).time())
                    .addAttribute("thread", thread(message, reader));
        });
        return "reading/mailbox";
    }

    private void fill(
            Mailbox mailbox, @Nullable String folderAsked, @Nullable String afterAsked, Locale reader, Model model) {
        var all = folders.list(mailbox.id());
        var folderName = given(folderAsked);
        var after = given(afterAsked);
        var folder = folders.find(mailbox.id(), folderName == null ? "inbox" : folderName)
                .orElse(null);
        if (folder == null && folderName != null) {
            throw notFound();
        }
        model.addAttribute("mailbox", mailbox)
                .addAttribute("folders", all)
                .addAttribute("folder", folder)
                .addAttribute("after", after)
                .addAttribute("lines", List.of());
        if (mailbox.finding() != null) {
            model.addAttribute("diagnosis", explain.in(reader, mailbox.finding()));
        }
        if (folder != null) {
            folders.wanted(mailbox.workspace(), folder);
            var page = messages.list(Messages.Query.folder(mailbox.id(), folder.id()), after, PAGE);
            model.addAttribute("lines", lines(page.data(), folder, reader)).addAttribute("next", page.nextCursor());
        }
    }

    private List<ListedMessage> thread(StoredMessage message, Locale reader) {
        var query = new Messages.Query(message.mailboxId(), null, message.threadId(), false);
        return messages.list(query, null, LONGEST_THREAD).data().reversed().stream()
                .map(one -> ListedMessage.of(one, false, reader))
                .toList();
    }

    /** A live page asks with empty parameters for what it shows by default. */
    private static @Nullable String given(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty() ? null : parameter;
    }

    private static List<ListedMessage> lines(List<StoredMessage> page, StoredFolder folder, Locale reader) {
        var ownMail = folder.wellKnown() != null && OWN_MAIL.contains(folder.wellKnown());
        return page.stream()
                .map(message -> ListedMessage.of(message, ownMail, reader))
                .toList();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
