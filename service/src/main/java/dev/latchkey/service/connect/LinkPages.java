package dev.latchkey.service.connect;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.http.PageLanguage;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page of a link: what will happen, what is asked for, the button that leads to Microsoft, and the question what
 * Microsoft showed when nothing comes back. {@code /connect/links} is for the named member, signed in with us;
 * {@code /connect/hosted} for members of a platform, which finishes itself.
 */
@Controller
final class LinkPages {

    private static final String PATH = "/connect/{kind:links|hosted}/{id}";

    private final Transactions transactions;
    private final ConnectLinks links;
    private final ConnectFlow flow;
    private final BrowserCookie cookie;
    private final LinkPage page;
    private final AskAdministrator administrators;

    LinkPages(
            Transactions transactions,
            ConnectLinks links,
            ConnectFlow flow,
            BrowserCookie cookie,
            LinkPage page,
            AskAdministrator administrators) {
        this.transactions = transactions;
        this.links = links;
        this.flow = flow;
        this.cookie = cookie;
        this.page = page;
        this.administrators = administrators;
    }

    @ModelAttribute("link")
    ConnectLink link(
            @PathVariable String kind,
            @PathVariable String id,
            @AuthenticationPrincipal @Nullable SignedIn signedIn,
            HttpServletRequest request) {
        var link = "hosted".equals(kind) ? ofPlatform(id) : ofMember(id, signedIn);
        if (link.language() != null) {
            PageLanguage.choose(request, link.locale());
        }
        return link;
    }

    @GetMapping(PATH)
    String show(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @RequestParam(required = false) @Nullable String checked,
            Model model,
            Locale locale) {
        if (checked != null) {
            model.addAttribute("checked", whyNotYet(checked));
        }
        return page.show(link, model, locale);
    }

    /** @param cause for which a silent look at Microsoft brought nothing */
    private static String whyNotYet(String cause) {
        return switch (cause) {
            case "sign_in_needed" -> "signIn";
            case "consent_missing", "approval_required" -> "notYet";
            case "access_blocked_by_policy" -> "blocked";
            case "cancelled_or_blocked", "consent_declined" -> "cancelled";
            default -> "other";
        };
    }

    /** Whether anything has changed since the page was made: if so, the browser loads it anew, else nothing moves under its reader. */
    @GetMapping(PATH + "/news")
    ResponseEntity<Void> news(
            @ModelAttribute(name = "link", binding = false) ConnectLink link, @RequestParam String seen) {
        return seen.equals(page.seen(link))
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().header("HX-Refresh", "true").build();
    }

    /** To Microsoft. {@code send_only} asks for less, where the rest waits for an administrator. */
    @PostMapping(PATH)
    String begin(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @AuthenticationPrincipal @Nullable SignedIn signedIn,
            @RequestParam(name = "send_only", defaultValue = "false") boolean sendOnly,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!page.open(link)) {
            return "redirect:" + link.path();
        }
        var member = link.returnUrl() == null ? signedIn : null;
        var browser = cookie.begin(request, response, member);
        if (sendOnly && link.offersSendOnly()) {
            return "redirect:" + flow.begin(link, browser, AccessLevel.SEND);
        }
        var waits = link.status() == ConnectLink.Status.WAITING_FOR_APPROVAL && link.expectedAddress() != null;
        return "redirect:" + (waits ? flow.tryAgain(link, browser) : flow.begin(link, browser, link.access()));
    }

    /** Whether approval has come: to Microsoft and back without a page of its. */
    @PostMapping(PATH + "/check")
    String check(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @AuthenticationPrincipal @Nullable SignedIn signedIn,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!page.open(link) || link.expectedAddress() == null) {
            return "redirect:" + link.path();
        }
        var member = link.returnUrl() == null ? signedIn : null;
        return "redirect:" + flow.check(link, cookie.begin(request, response, member));
    }

    /** Mails the administrators' page to the one whom the member names. */
    @PostMapping(PATH + "/ask")
    String ask(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @RequestParam(defaultValue = "") String administrator) {
        var asked = administrators.ask(link, administrator.strip());
        return "redirect:" + link.path() + "?asked=" + asked.wireName();
    }

    /** What Microsoft showed instead of sending the browser back. A silent look at Microsoft brings its own answer beside it. */
    @PostMapping(PATH + "/shown")
    String shown(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @RequestParam Shown what,
            @RequestParam(defaultValue = "") String address,
            Model model,
            Locale locale) {
        var known = link.expectedAddress() == null ? address.strip() : link.expectedAddress();
        if (!LinkOrder.isAddress(known)) {
            model.addAttribute("wrongAddress", known);
            return page.show(link, model, locale);
        }
        if (!page.open(link)) {
            return "redirect:" + link.path();
        }
        flow.waitingForApproval(link, known, what);
        return "forward:" + link.path() + "/check";
    }

    /** The member typed a wrong address: what Microsoft showed is asked once more, or they go on with the right one. */
    @PostMapping(PATH + "/address")
    String correct(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @RequestParam(defaultValue = "") String address) {
        var right = LinkOrder.isAddress(address) ? address : null;
        transactions.run(link.workspace(), () -> links.correct(link, right));
        return (right == null ? "redirect:" : "forward:") + link.path();
    }

    /** Something else was shown: what the member copied from there, explained. */
    @PostMapping(PATH + "/explain")
    String explain(
            @ModelAttribute(name = "link", binding = false) ConnectLink link,
            @RequestParam String text,
            Model model,
            Locale locale) {
        var shown = page.show(link, model, locale);
        model.addAttribute("diagnosis", page.explained(text, locale));
        return shown;
    }

    private ConnectLink ofMember(String id, @Nullable SignedIn signedIn) {
        if (signedIn == null) {
            throw absent();
        }
        return transactions
                .in(signedIn.workspace(), () -> links.find(id))
                .filter(link -> link.returnUrl() == null && signedIn.is(link.member()))
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
