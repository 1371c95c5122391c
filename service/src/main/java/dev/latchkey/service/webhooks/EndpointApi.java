package dev.latchkey.service.webhooks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.Idempotency;
import dev.latchkey.service.http.Page;
import dev.latchkey.service.webhooks.Endpoints.Wish;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook-endpoints}. */
@RestController
@RequestMapping("/v1/webhook-endpoints")
final class EndpointApi {

    /** What is left out keeps its value, or has its default in a new endpoint: every type, no description, enabled. */
    record Request(
            @Nullable String url,
            @Nullable List<String> eventTypes,
            @Nullable String description,
            @Nullable Boolean enabled) {}

    /** The only answer that shows the secret. */
    record WithSecret(@JsonUnwrapped Endpoint endpoint, String secret) {}

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Endpoints endpoints;
    private final EndpointSecrets secrets;
    private final EndpointWishes wishes;
    private final TestEvents tests;

    EndpointApi(
            Transactions transactions,
            Idempotency idempotency,
            Endpoints endpoints,
            EndpointSecrets secrets,
            EndpointWishes wishes,
            TestEvents tests) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.wishes = wishes;
        this.tests = tests;
    }

    @GetMapping
    Page<Endpoint> list(@AuthenticationPrincipal ApiCaller caller) {
        return new Page<>(transactions.in(caller.with(Scope.MANAGE), endpoints::list), null);
    }

    /** The remembered answer of an idempotent call holds no secret: it is opened from its seal again. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WithSecret create(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Request request) {
        var workspace = caller.with(Scope.MANAGE);
        var wish = wishes.of(request, null);
        return transactions.in(workspace, () -> {
            var endpoint = idempotency.once(
                    workspace,
                    key,
                    "POST /v1/webhook-endpoints",
                    request,
                    Endpoint.class,
                    () -> endpoints.create(workspace, wish).orElseThrow(EndpointApi::tooMany));
            var secret = secrets.current(workspace, endpoint.id()).orElseThrow(EndpointApi::notFound);
            return new WithSecret(endpoint, secret.value());
        });
    }

    @GetMapping("/{id}")
    Endpoint get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return transactions
                .in(caller.with(Scope.MANAGE), () -> endpoints.find(id))
                .orElseThrow(EndpointApi::notFound);
    }

    @PatchMapping("/{id}")
    Endpoint change(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id, @RequestBody Request request) {
        var before = get(caller, id);
        var wish =
                wishes.of(request, new Wish(before.url(), before.eventTypes(), before.description(), before.enabled()));
        return transactions
                .in(caller.workspace(), () -> endpoints.change(id, wish))
                .orElseThrow(EndpointApi::notFound);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        if (!transactions.in(caller.with(Scope.MANAGE), () -> endpoints.delete(id))) {
            throw notFound();
        }
    }

    @PostMapping("/{id}/rotate-secret")
    WithSecret rotate(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        var workspace = caller.with(Scope.MANAGE);
        return transactions.in(workspace, () -> {
            var secret = secrets.rotate(workspace, id).orElseThrow(EndpointApi::notFound);
            return new WithSecret(endpoints.find(id).orElseThrow(), secret.value());
        });
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Delivery test(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @PathVariable String id) {
        var workspace = caller.with(Scope.MANAGE);
        return idempotency.once(workspace, key, "POST /v1/webhook-endpoints/test", id, Delivery.class, () -> {
            var endpoint = endpoints.find(id).orElseThrow(EndpointApi::notFound);
            return tests.send(workspace, endpoint);
        });
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("webhook endpoint");
    }

    private static ApiProblem tooMany() {
        return ApiProblem.of(
                HttpStatus.CONFLICT,
                "too_many_endpoints",
                "A workspace has at most " + Endpoints.MOST + " webhook endpoints. Delete one that is no longer used.");
    }
}
