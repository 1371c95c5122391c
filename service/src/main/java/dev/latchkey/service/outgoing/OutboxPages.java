package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.workspace.SignedIn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** The outbox of a mailbox: what leaves, what waits and why. */
@Controller
@RequestMapping("/mailboxes/{id}/outbox")
final class OutboxPages {

    private static final int PAGE = 50;

    /**
     * One line of the list.
     *
     * @param time for people
     */
    record Line(OutgoingView outgoing, Instant at, String time, String recipients, boolean cancellable) {}

    private final MemberMailboxes mailboxes;
    private final Transactions transactions;
    private final Outbox outbox;
    private final OutgoingViews views;

    OutboxPages(MemberMailboxes mailboxes, Transactions transactions, Outbox outbox, OutgoingViews views) {
        this.mailboxes = mailboxes;
        this.transactions = transactions;
        this.outbox = outbox;
        this.views = views;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long before,
            Locale reader,
            Model model) {
        var mailbox = mailboxes.open(signedIn, id);
        var from = before == null ? Long.MAX_VALUE : before;
        var rows = transactions.in(mailbox.workspace(), () -> outbox.list(id, null, from, PAGE + 1));
        var shown = rows.subList(0, Math.min(PAGE, rows.size()));
        model.addAttribute("mailbox", mailbox)
                .addAttribute("before", before)
                .addAttribute("older", rows.size() > PAGE ? shown.getLast().position() : null)
                .addAttribute("lines", lines(shown, reader));
        return "outgoing/outbox";
    }

    @PostMapping("/{outgoingId}/cancel")
    String cancel(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @PathVariable String outgoingId,
            RedirectAttributes next) {
        var mailbox = mailboxes.open(signedIn, id);
        var cancelled = transactions.in(
                mailbox.workspace(),
                () -> outbox.find(outgoingId)
                        .filter(outgoing -> outgoing.mailboxId().equals(id))
                        .map(outbox::cancel)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        next.addFlashAttribute("notice", cancelled ? "outgoing.outbox.cancelled" : "outgoing.outbox.tooLate");
        return "redirect:/mailboxes/" + id + "/outbox";
    }

    private List<Line> lines(List<Outgoing> rows, Locale reader) {
        var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(reader)
                .withZone(ZoneOffset.UTC);
        return rows.stream()
                .map(row -> new Line(
                        views.in(reader, row),
                        when(row),
                        format.format(when(row)) + " UTC",
                        recipients(row.mail()),
                        row.status().cancellable()))
                .toList();
    }

    private static Instant when(Outgoing outgoing) {
        var sentAt = outgoing.sentAt();
        return sentAt == null ? outgoing.due() : sentAt;
    }

    private static String recipients(Mail mail) {
        return Stream.of(mail.to(), mail.cc(), mail.bcc())
                .flatMap(List::stream)
                .map(Address::address)
                .collect(Collectors.joining(", "));
    }
}
