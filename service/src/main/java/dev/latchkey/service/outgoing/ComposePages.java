package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writing a mail, new or in answer to another. */
@Controller
@RequestMapping("/mailboxes/{id}/compose")
final class ComposePages {

    private static final String PAGE = "outgoing/compose";

    private final MemberMailboxes mailboxes;
    private final Transactions transactions;
    private final Originals originals;
    private final Intake intake;
    private final OutgoingViews views;

    ComposePages(
            MemberMailboxes mailboxes,
            Transactions transactions,
            Originals originals,
            Intake intake,
            OutgoingViews views) {
        this.mailboxes = mailboxes;
        this.transactions = transactions;
        this.originals = originals;
        this.intake = intake;
        this.views = views;
    }

    @GetMapping
    String begin(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @RequestParam(name = "reply_to", required = false) @Nullable String replyTo,
            Model model) {
        var mailbox = mailboxes.open(signedIn, id);
        var original = original(mailbox, replyTo);
        if (replyTo != null && original.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var form = original.map(ComposeForm::answering).orElseGet(ComposeForm::empty);
        show(model, mailbox, form, List.of(), Locale.ENGLISH);
        return PAGE;
    }

    @PostMapping
    @SuppressWarnings("size:parameters") // what Spring hands to a form's handler
    String send(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            ComposeForm form,
            Locale reader,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var mailbox = mailboxes.open(signedIn, id);
        return switch (intake.submit(mailbox.workspace(), id, form.request(), form.idempotencyKey())) {
            case Submission.Accepted accepted -> {
                next.addFlashAttribute("notice", "outgoing.queued");
                yield "redirect:/mailboxes/" + mailbox.id();
            }
            case Submission.Flawed(var flaws) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                show(model, mailbox, form, flaws, reader);
                yield PAGE;
            }
            case Submission.NotReady(var code) -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                model.addAttribute("notReady", views.notReady(reader, code));
                show(model, mailbox, form, List.of(), reader);
                yield PAGE;
            }
            case Submission.NoSuchMailbox gone -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private void show(Model model, Mailbox mailbox, ComposeForm form, List<Flaw> flaws, Locale reader) {
        var words = flaws.stream()
                .collect(Collectors.toMap(Flaw::field, flaw -> views.flaw(reader, flaw), (one, other) -> one));
        model.addAttribute("mailbox", mailbox)
                .addAttribute("form", form)
                .addAttribute("flaws", words)
                .addAttribute(
                        "original", original(mailbox, form.replyToMessageId()).orElse(null));
    }

    private Optional<Originals.Original> original(Mailbox mailbox, @Nullable String messageId) {
        return messageId == null || messageId.isBlank()
                ? Optional.empty()
                : transactions.in(mailbox.workspace(), () -> originals.find(mailbox.id(), messageId));
    }
}
