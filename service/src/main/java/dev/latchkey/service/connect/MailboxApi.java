package dev.latchkey.service.connect;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Idempotency;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/mailboxes}: list, look at, pause, connect again and disconnect. */
@RestController
final class MailboxApi {

    private static final Duration A_WEEK = Duration.ofDays(7);

    /** How the link is finished, as for a new one. */
    record Reconnect(@Nullable String returnUrl, @Nullable String language) {}

    /** Where the member of the mailbox connects it again. */
    record ReconnectLink(String id, String url, Instant expiresAt) {}

    /** What a disconnect has done, and what only Microsoft or its users can do. */
    record Disconnected(String id, String status, String atMicrosoft) {}

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final MailboxViews views;
    private final Making making;
    private final Settings settings;

    /** What makes a link. */
    @Component
    record Making(Idempotency idempotency, WayBack wayBack, ConnectLinks links) {}

    MailboxApi(Transactions transactions, Mailboxes mailboxes, MailboxViews views, Making making, Settings settings) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.views = views;
        this.making = making;
        this.settings = settings;
    }

    @GetMapping("/v1/mailboxes")
    Page<MailboxViews.View> list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > 200) {
            throw ApiProblem.field("limit", "Use 1 to 200.");
        }
        var rows = transactions.in(caller.with(Scope.READ), () -> mailboxes.list(cursor, limit + 1));
        return Page.of(rows.stream().map(views::of).toList(), limit, MailboxViews.View::id);
    }

    @GetMapping("/v1/mailboxes/{id}")
    MailboxViews.View find(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return views.find(caller.with(Scope.READ), id);
    }

    @PostMapping("/v1/mailboxes/{id}/pause")
    MailboxViews.View pause(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return pause(caller.with(Scope.MANAGE), id, true);
    }

    @PostMapping("/v1/mailboxes/{id}/resume")
    MailboxViews.View resume(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return pause(caller.with(Scope.MANAGE), id, false);
    }

    @PostMapping("/v1/mailboxes/{id}/reconnect-link")
    @ResponseStatus(HttpStatus.CREATED)
    ReconnectLink reconnect(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable Reconnect body) {
        var workspace = caller.with(Scope.MANAGE);
        var wish = body == null ? new Reconnect(null, null) : body;
        return making.idempotency()
                .once(
                        workspace,
                        key,
                        "POST /v1/mailboxes/" + id + "/reconnect-link",
                        wish,
                        ReconnectLink.class,
                        () -> link(workspace, known(id), wish));
    }

    private ReconnectLink link(WorkspaceId workspace, Mailbox mailbox, Reconnect wish) {
        making.wayBack().check(mailbox.member(), wish.returnUrl(), wish.language());
        var order = new LinkDraft(
                mailbox.member(),
                mailbox.access(),
                mailbox.address(),
                mailbox.address(),
                mailbox.id(),
                wish.returnUrl(),
                wish.language(),
                false,
                A_WEEK);
        var link = making.links().create(workspace, order);
        return new ReconnectLink(link.id(), settings.at(link.path()).toString(), link.expiresAt());
    }

    @DeleteMapping("/v1/mailboxes/{id}")
    Disconnected disconnect(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        transactions.run(caller.with(Scope.MANAGE), () -> mailboxes.disconnect(known(id)));
        return new Disconnected(
                id,
                "disconnected",
                "Tokens and stored mail data are being destroyed here. Microsoft offers no call that revokes the grant "
                        + "itself: the user removes it at https://myapps.microsoft.com, an administrator under "
                        + "Enterprise applications > " + settings.branding().appName() + " > Permissions.");
    }

    private MailboxViews.View pause(WorkspaceId workspace, String id, boolean paused) {
        transactions.run(workspace, () -> {
            var mailbox = known(id);
            if (!mailboxes.pause(id, paused)) {
                throw ApiProblem.of(
                        HttpStatus.CONFLICT,
                        "wrong_status",
                        "A mailbox that is " + mailbox.status().wireName() + " can be neither paused nor resumed.");
            }
        });
        return views.find(workspace, id);
    }

    private Mailbox known(String id) {
        return mailboxes.find(id).orElseThrow(() -> ApiProblem.notFound("mailbox"));
    }
}
