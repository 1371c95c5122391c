package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.webhooks.Endpoints.Wish;
import dev.latchkey.service.workspace.SignedIn;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
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

/** Settings > Webhooks. */
@Controller
@RequestMapping("/settings/webhooks")
final class WebhookPages {

    private static final int DELIVERIES = 50;

    /** Carried over the redirect, so that loading the page again neither makes nor shows another. */
    private static final String SHOW_SECRET = "showSecret";

    private final Transactions transactions;
    private final Endpoints endpoints;
    private final EndpointSecrets secrets;
    private final EndpointUrls urls;
    private final Deliveries deliveries;
    private final TestEvents tests;

    WebhookPages(
            Transactions transactions,
            Endpoints endpoints,
            EndpointSecrets secrets,
            EndpointUrls urls,
            Deliveries deliveries,
            TestEvents tests) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.urls = urls;
        this.deliveries = deliveries;
        this.tests = tests;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn signedIn, Model model) {
        var types = EventType.wireNames().stream()
                .filter(type -> !type.equals(EventType.WEBHOOK_TEST.wireName()))
                .toList();
        model.addAttribute("endpoints", in(signedIn, endpoints::list)).addAttribute("types", types);
        return "webhooks/list";
    }

    @PostMapping
    String create(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam String url,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(required = false) @Nullable List<String> types,
            Model model,
            RedirectAttributes next) {
        mustManage(signedIn);
        return switch (urls.check(url)) {
            case UrlCheck.Refused refused ->
                again(signedIn, model, refused.reason().name(), url, description);
            case UrlCheck.Accepted accepted -> {
                var wish = new Wish(accepted.url().toString(), known(types), shortened(description), true);
                var made = in(signedIn, () -> endpoints.create(signedIn.workspace(), wish));
                if (made.isEmpty()) {
                    yield again(signedIn, model, "TOO_MANY", url, description);
                }
                yield withSecret(made.get().id(), next);
            }
        };
    }

    @GetMapping("/{id}")
    String one(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, Model model) {
        model.addAttribute("endpoint", in(signedIn, () -> endpoint(id)));
        if (model.containsAttribute(SHOW_SECRET)) {
            in(signedIn, () -> secrets.current(signedIn.workspace(), id))
                    .ifPresent(secret -> model.addAttribute("secret", secret.value()));
        }
        deliveries(signedIn, id, model);
        return "webhooks/endpoint";
    }

    /** The part of the page that htmx fetches again and again. */
    @GetMapping("/{id}/deliveries")
    String deliveries(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, Model model) {
        var latest = in(signedIn, () -> deliveries.latestOf(endpoint(id).id(), DELIVERIES));
        model.addAttribute("deliveries", latest).addAttribute("endpointId", id);
        return "webhooks/deliveries";
    }

    @PostMapping("/{id}/test")
    String test(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        in(signedIn, () -> tests.send(signedIn.workspace(), endpoint(id)));
        return backTo(id);
    }

    @PostMapping("/{id}/rotate-secret")
    String rotate(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, RedirectAttributes next) {
        in(signedIn, () -> secrets.rotate(signedIn.workspace(), endpoint(id).id()));
        return withSecret(id, next);
    }

    @PostMapping("/{id}/{what:enable|disable}")
    String enable(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, @PathVariable String what) {
        in(signedIn, () -> {
            var now = endpoint(id);
            return endpoints.change(
                    id, new Wish(now.url(), now.eventTypes(), now.description(), what.equals("enable")));
        });
        return backTo(id);
    }

    @PostMapping("/{id}/delete")
    String delete(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        in(signedIn, () -> endpoints.delete(endpoint(id).id()));
        return "redirect:/settings/webhooks";
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    String replay(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, @PathVariable String delivery) {
        in(
                signedIn,
                () -> deliveries
                        .find(delivery)
                        .filter(found -> found.endpointId().equals(id))
                        .map(found -> deliveries.tell(signedIn.workspace(), found.eventId(), id))
                        .orElseThrow(WebhookPages::notFound));
        return backTo(id);
    }

    private static String withSecret(String id, RedirectAttributes next) {
        next.addFlashAttribute(SHOW_SECRET, true);
        return backTo(id);
    }

    private String again(SignedIn signedIn, Model model, String wrong, String url, String description) {
        model.addAttribute("wrong", wrong).addAttribute("url", url).addAttribute("description", description);
        return list(signedIn, model);
    }

    private static List<String> known(@Nullable List<String> types) {
        return types == null
                ? List.of()
                : types.stream()
                        .filter(type -> EventType.ofWireName(type).isPresent())
                        .toList();
    }

    private static String shortened(String description) {
        var text = description.strip();
        return text.substring(0, Math.min(text.length(), EndpointWishes.LONGEST_DESCRIPTION));
    }

    private Endpoint endpoint(String id) {
        return endpoints.find(id).orElseThrow(WebhookPages::notFound);
    }

    private <T> T in(SignedIn signedIn, Supplier<T> work) {
        mustManage(signedIn);
        return transactions.in(signedIn.workspace(), work);
    }

    private static void mustManage(SignedIn signedIn) {
        if (!signedIn.manages()) {
            throw new AccessDeniedException("only owners and admins manage webhooks");
        }
    }

    private static String backTo(String id) {
        return "redirect:/settings/webhooks/" + id;
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
