package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page of a link: what will happen, what is asked for, and the button that leads to Microsoft. {@code /connect/links}
 * is for the named member, signed in with us; {@code /connect/hosted} for members of a platform, which finishes itself.
 */
@Controller
final class LinkPages {

    private final Transactions transactions;
    private final ConnectLinks links;
    private final ConnectFlow flow;
    private final BrowserCookie cookie;
    private final Words words;

    /** What the page says. */
    @Component
    record Words(Explain explain, Settings settings, Clock clock) {}

    LinkPages(Transactions transactions, ConnectLinks links, ConnectFlow flow, BrowserCookie cookie, Words words) {
        this.transactions = transactions;
        this.links = links;
        this.flow = flow;
        this.cookie = cookie;
        this.words = words;
    }

    @GetMapping("/connect/links/{id}")
    String link(@PathVariable String id, @AuthenticationPrincipal SignedIn signedIn, Model model, Locale locale) {
        return page(ofMember(id, signedIn), model, locale);
    }

    @PostMapping("/connect/links/{id}")
    String begin(
            @PathVariable String id,
            @AuthenticationPrincipal SignedIn signedIn,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return begin(ofMember(id, signedIn), cookie.begin(request, response, signedIn), model, locale);
    }

    /** The member says that Microsoft showed "Approval required" and that they asked. */
    @PostMapping("/connect/links/{id}/waiting")
    String waiting(
            @PathVariable String id,
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(defaultValue = "true") boolean asked) {
        var link = ofMember(id, signedIn);
        if (asked) {
            flow.waitingForApproval(link);
        }
        return "redirect:" + link.path();
    }

    @GetMapping("/connect/hosted/{id}")
    String hosted(@PathVariable String id, Model model, Locale locale) {
        return page(ofPlatform(id), model, locale);
    }

    @PostMapping("/connect/hosted/{id}")
    String beginHosted(
            @PathVariable String id,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return begin(ofPlatform(id), cookie.begin(request, response, null), model, locale);
    }

    private String begin(ConnectLink link, Browser browser, Model model, Locale locale) {
        return link.open(words.clock().instant()) ? "redirect:" + flow.begin(link, browser) : page(link, model, locale);
    }

    private String page(ConnectLink link, Model model, Locale locale) {
        var open = link.open(words.clock().instant());
        if (link.status() == Status.CREATED) {
            transactions.run(link.workspace(), () -> links.move(link, Status.OPENED, null));
        }
        model.addAttribute("link", link)
                .addAttribute("open", open)
                .addAttribute("branding", words.settings().branding())
                .addAttribute("scopes", link.access().scopes().stream().sorted().toList());
        finding(link, open)
                .ifPresent(finding ->
                        model.addAttribute("diagnosis", words.explain().in(locale, finding)));
        return "connect/link";
    }

    private static Optional<Finding> finding(ConnectLink link, boolean open) {
        if (!open && link.status() != Status.CONNECTED) {
            return Optional.of(Finding.of(Cause.ATTEMPT_EXPIRED));
        }
        return switch (link.status()) {
            case AT_MICROSOFT -> Optional.of(Finding.of(Cause.NO_ANSWER_YET));
            case WAITING_FOR_APPROVAL -> Optional.of(Finding.of(Cause.APPROVAL_REQUIRED));
            case FAILED -> Optional.ofNullable(link.finding());
            case CREATED, OPENED, CONNECTED, EXPIRED -> Optional.empty();
        };
    }

    private ConnectLink ofMember(String id, SignedIn signedIn) {
        return transactions
                .in(signedIn.workspace(), () -> links.find(id))
                .filter(link -> link.returnUrl() == null && link.member().equalsIgnoreCase(signedIn.email()))
                .orElseThrow(LinkPages::absent);
    }

    private ConnectLink ofPlatform(String id) {
        return links.workspaceOf(id)
                .flatMap(workspace -> transactions.in(workspace, () -> links.find(id)))
                .filter(link -> link.returnUrl() != null)
                .orElseThrow(LinkPages::absent);
    }

    private static ResponseStatusException absent() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
