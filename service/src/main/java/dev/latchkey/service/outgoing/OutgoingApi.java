package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sending and the outbox in the API. */
@RestController
@RequestMapping("/v1")
final class OutgoingApi {

    private static final int PAGE = 50;

    private final Transactions transactions;
    private final Intake intake;
    private final Outbox outbox;
    private final OutgoingViews views;

    OutgoingApi(Transactions transactions, Intake intake, Outbox outbox, OutgoingViews views) {
        this.transactions = transactions;
        this.intake = intake;
        this.outbox = outbox;
        this.views = views;
    }

    @PostMapping("/mailboxes/{mailboxId}/messages")
    @ResponseStatus(HttpStatus.ACCEPTED)
    OutgoingView send(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String mailboxId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody SendRequest request) {
        var workspace = caller.with(Scope.SEND);
        return switch (intake.submit(workspace, mailboxId, request, key)) {
            case Submission.Accepted(var accepted) -> accepted;
            case Submission.NoSuchMailbox nobody -> throw ApiProblem.notFound("mailbox");
            case Submission.Flawed(var flaws) -> throw problem(flaws);
            case Submission.NotReady(var code) ->
                throw ApiProblem.of(HttpStatus.CONFLICT, code, views.notReady(Locale.ENGLISH, code));
        };
    }

    private ApiProblem problem(List<Flaw> flaws) {
        return ApiProblem.flawed(flaws.stream()
                .map(flaw -> new ApiProblem.Flaw(flaw.field(), views.flaw(Locale.ENGLISH, flaw)))
                .toList());
    }

    @GetMapping("/outbox")
    Page<OutgoingView> list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "mailbox_id", required = false) @Nullable String mailboxId,
            @RequestParam(required = false) @Nullable String cursor) {
        var workspace = caller.with(Scope.READ);
        var wanted = status == null ? null : OutgoingStatus.ofWireName(status).orElseThrow(OutgoingApi::unknownStatus);
        var before = before(cursor);
        var rows = transactions.in(workspace, () -> outbox.list(mailboxId, wanted, before, PAGE + 1));
        var page = Page.of(rows, PAGE, row -> Long.toString(row.position()));
        return new Page<>(page.data().stream().map(views::inEnglish).toList(), page.nextCursor());
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ApiProblem.field("cursor", "Pass the next_cursor of the page before, unchanged.");
        }
    }

    private static ApiProblem unknownStatus() {
        return ApiProblem.field(
                "status", "Use one of queued, scheduled, sending, sent, in_doubt, failed and cancelled.");
    }

    @GetMapping("/outbox/{id}")
    OutgoingView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        var workspace = caller.with(Scope.READ);
        return transactions.in(workspace, () -> views.inEnglish(find(id)));
    }

    @PostMapping("/outbox/{id}/cancel")
    OutgoingView cancel(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        var workspace = caller.with(Scope.SEND);
        return transactions.in(workspace, () -> cancelled(id));
    }

    private OutgoingView cancelled(String id) {
        var outgoing = find(id);
        if (!outbox.cancel(outgoing) && outgoing.status() != OutgoingStatus.CANCELLED) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT,
                    "too_late_to_cancel",
                    "It is " + find(id).status().wireName()
                            + ": only mail that is queued or scheduled can be cancelled.");
        }
        return views.inEnglish(find(id));
    }

    private Outgoing find(String id) {
        return outbox.find(id).orElseThrow(() -> ApiProblem.notFound("outgoing message"));
    }
}
