package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectOutcome.Connected;
import dev.latchkey.service.connect.ConnectOutcome.Failed;
import dev.latchkey.service.connect.ConnectOutcome.NotYet;
import dev.latchkey.service.connect.ConnectOutcome.ReturnToPlatform;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Diagnosis;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Idempotency;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/connect-links}: a platform invites its member to connect a mailbox. */
@RestController
final class ConnectApi {

    private static final int LONGEST_MEMBER = 200;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration USUAL = Duration.ofDays(7);

    /**
     * What a link shall be.
     *
     * @param access {@code send}, {@code read_basic}, {@code read} or {@code send_and_read}, which is the default
     * @param sendOnly false: never offer to connect for sending until reading is approved; true by default
     * @param expiresIn seconds, 60 to 2,592,000; a week by default
     */
    record NewLink(
            @Nullable String member,
            @Nullable String access,
            @Nullable String expectedAddress,
            @Nullable String returnUrl,
            @Nullable String language,
            @Nullable Boolean sendOnly,
            @Nullable Long expiresIn) {}

    /** A link as the API shows it. */
    record LinkView(
            String id,
            String url,
            String status,
            String member,
            String access,
            @Nullable String mailboxId,
            @Nullable Diagnosis diagnosis,
            Instant createdAt,
            Instant expiresAt) {}

    /** The one-time code that the browser brought to the return address, and whose session brought it. */
    record Finish(@Nullable String code, @Nullable String member) {}

    private final Transactions transactions;
    private final ConnectLinks links;
    private final ConnectFlow flow;
    private final Idempotency idempotency;
    private final Parts parts;

    /** What a view is made of. */
    @Component
    record Parts(Settings settings, Explain explain, MailboxViews mailboxes, WayBack wayBack) {}

    ConnectApi(Transactions transactions, ConnectLinks links, ConnectFlow flow, Idempotency idempotency, Parts parts) {
        this.transactions = transactions;
        this.links = links;
        this.flow = flow;
        this.idempotency = idempotency;
        this.parts = parts;
    }

    @PostMapping("/v1/connect-links")
    @ResponseStatus(HttpStatus.CREATED)
    LinkView create(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody NewLink body) {
        var workspace = caller.with(Scope.MANAGE);
        return idempotency.once(
                workspace,
                key,
                "POST /v1/connect-links",
                body,
                LinkView.class,
                () -> view(links.create(workspace, order(body))));
    }

    @GetMapping("/v1/connect-links/{id}")
    LinkView find(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return transactions
                .in(caller.with(Scope.READ), () -> links.find(id))
                .map(this::view)
                .orElseThrow(() -> ApiProblem.notFound("connect link"));
    }

    /** Finishes a link that has a {@code return_url}, for the member of the platform's own session. */
    @PostMapping("/v1/mailboxes")
    @ResponseStatus(HttpStatus.CREATED)
    MailboxViews.View finish(@AuthenticationPrincipal ApiCaller caller, @RequestBody Finish body) {
        var workspace = caller.with(Scope.MANAGE);
        return switch (flow.finish(workspace, required("code", body.code()), required("member", body.member()))) {
            case Connected connected -> parts.mailboxes().find(workspace, connected.mailboxId());
            case Failed failed -> throw notConnected(failed.finding());
            case NotYet notYet -> throw notConnected(notYet.finding());
            case ReturnToPlatform platform -> throw new IllegalStateException("only a browser is sent back");
        };
    }

    private ApiProblem notConnected(Finding finding) {
        return ApiProblem.diagnosed(
                HttpStatus.CONFLICT,
                "connect_failed",
                "No mailbox was connected; the diagnosis says why.",
                parts.explain().in(Locale.ENGLISH, finding));
    }

    private LinkDraft order(NewLink body) {
        var member = member(body.member());
        var expected = body.expectedAddress();
        if (expected != null && !LinkOrder.isAddress(expected)) {
            throw ApiProblem.field("expected_address", "It must be an email address such as adele@contoso.example.");
        }
        var order = new LinkDraft(
                member,
                access(body.access()),
                expected,
                expected,
                null,
                body.returnUrl(),
                body.language(),
                !Boolean.FALSE.equals(body.sendOnly()),
                lifetime(body.expiresIn()));
        parts.wayBack().check(member, order.returnUrl(), order.language());
        return order;
    }

    static String member(@Nullable String value) {
        var member = required("member", value);
        if (member.length() > LONGEST_MEMBER) {
            throw ApiProblem.field("member", "Use at most " + LONGEST_MEMBER + " characters.");
        }
        return member;
    }

    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ApiProblem.field(field, "It is required.");
        }
        return value;
    }

    static AccessLevel access(@Nullable String name) {
        return name == null
                ? AccessLevel.SEND_AND_READ
                : AccessLevel.ofWireName(name)
                        .orElseThrow(() -> ApiProblem.field(
                                "access",
                                "Use one of "
                                        + Arrays.stream(AccessLevel.values())
                                                .map(AccessLevel::wireName)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    private static Duration lifetime(@Nullable Long seconds) {
        if (seconds == null) {
            return USUAL;
        }
        if (seconds < SHORTEST.toSeconds() || seconds > LONGEST.toSeconds()) {
            throw ApiProblem.field(
                    "expires_in", "Use " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds() + " seconds.");
        }
        return Duration.ofSeconds(seconds);
    }

    /** A link that nobody finished in time has expired, whatever it came to before. */
    private ConnectLink.Status shown(ConnectLink link) {
        return links.expired(link) && link.status() != ConnectLink.Status.CONNECTED
                ? ConnectLink.Status.EXPIRED
                : link.status();
    }

    private LinkView view(ConnectLink link) {
        var finding = link.finding();
        return new LinkView(
                link.id(),
                parts.settings().at(link.path()).toString(),
                shown(link).wireName(),
                link.member(),
                link.access().wireName(),
                link.mailboxId(),
                finding == null ? null : parts.explain().in(link.locale(), finding),
                link.createdAt(),
                link.expiresAt());
    }
}
