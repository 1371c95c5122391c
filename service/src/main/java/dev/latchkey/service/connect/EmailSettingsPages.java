package dev.latchkey.service.connect;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Diagnosis;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.CredentialAlarm;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Email integration settings: the mailboxes with their status, and "Connect Microsoft 365". */
@Controller
final class EmailSettingsPages {

    private static final Duration A_WEEK = Duration.ofDays(7);

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final ConnectLinks links;
    private final ConnectFlow flow;
    private final BrowserCookie cookie;
    private final Page page;

    /** What the page shows besides. */
    @Component
    record Page(Settings settings, Explain explain, CredentialAlarm credentials) {}

    EmailSettingsPages(
            Transactions transactions,
            Mailboxes mailboxes,
            ConnectLinks links,
            ConnectFlow flow,
            BrowserCookie cookie,
            Page page) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.links = links;
        this.flow = flow;
        this.cookie = cookie;
        this.page = page;
    }

    @GetMapping("/")
    String home() {
        return "redirect:/settings/email";
    }

    @GetMapping("/settings/email")
    String settings(@AuthenticationPrincipal SignedIn signedIn, Model model, Locale locale) {
        var shown = transactions.in(signedIn.workspace(), () -> {
            model.addAttribute("unfinished", links.unfinished(signedIn.email()));
            model.addAttribute("returnUrls", links.returnUrls());
            return visibleTo(signedIn);
        });
        model.addAttribute("mailboxes", shown)
                .addAttribute("diagnoses", diagnoses(shown, locale))
                .addAttribute("branding", page.settings().branding());
        page.credentials()
                .ending()
                .filter(ending -> signedIn.manages())
                .ifPresent(ending -> model.addAttribute("credential", ending));
        return "connect/settings";
    }

    @PostMapping("/settings/email/connect")
    String connect(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(name = "expected_address", defaultValue = "") String expectedAddress,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        var expected = expectedAddress.strip();
        if (!expected.isEmpty() && !LinkOrder.isAddress(expected)) {
            model.addAttribute("wrong", expected);
            return settings(signedIn, model, locale);
        }
        var link = transactions.in(
                signedIn.workspace(),
                () -> links.create(signedIn.workspace(), order(signedIn, expected.isEmpty() ? null : expected, null)));
        return "redirect:" + flow.begin(link, cookie.begin(request, response, signedIn), link.access());
    }

    @PostMapping("/settings/email/{id}/reconnect")
    String reconnect(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        var link = transactions.in(
                signedIn.workspace(),
                () -> visibleTo(signedIn).stream()
                        .filter(mailbox -> mailbox.id().equals(id))
                        .findFirst()
                        .map(mailbox -> links.create(signedIn.workspace(), order(signedIn, null, mailbox))));
        return link.map(found ->
                        "redirect:" + flow.begin(found, cookie.begin(request, response, signedIn), found.access()))
                .orElse("redirect:/settings/email");
    }

    @PostMapping("/settings/email/{id}/disconnect")
    String disconnect(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        transactions.run(
                signedIn.workspace(),
                () -> visibleTo(signedIn).stream()
                        .filter(mailbox -> mailbox.id().equals(id))
                        .forEach(mailboxes::disconnect));
        return "redirect:/settings/email?disconnected";
    }

    @PostMapping("/settings/email/unfinished/{id}/dismiss")
    String dismiss(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        transactions.run(signedIn.workspace(), () -> links.dismiss(id, signedIn.email()));
        return "redirect:/settings/email";
    }

    @PostMapping("/settings/email/return-urls")
    String allowReturnUrl(
            @AuthenticationPrincipal SignedIn signedIn, @RequestParam String url, Model model, Locale locale) {
        if (!signedIn.manages() || !LinkOrder.isReturnAddress(url.strip())) {
            model.addAttribute("wrongReturnUrl", url);
            return settings(signedIn, model, locale);
        }
        transactions.run(signedIn.workspace(), () -> links.allowReturnUrl(signedIn.workspace(), url.strip()));
        return "redirect:/settings/email";
    }

    @PostMapping("/settings/email/return-urls/delete")
    String forbidReturnUrl(@AuthenticationPrincipal SignedIn signedIn, @RequestParam String url) {
        if (signedIn.manages()) {
            transactions.run(signedIn.workspace(), () -> links.forbidReturnUrl(url));
        }
        return "redirect:/settings/email";
    }

    /** Members see their own mailboxes, owners and admins all. */
    private List<Mailbox> visibleTo(SignedIn signedIn) {
        return mailboxes.list().stream()
                .filter(mailbox -> signedIn.mayUse(mailbox.member()))
                .toList();
    }

    private static LinkDraft order(SignedIn signedIn, @Nullable String expected, @Nullable Mailbox again) {
        return new LinkDraft(
                again == null ? signedIn.email() : again.member(),
                again == null ? AccessLevel.SEND_AND_READ : again.access(),
                again == null ? expected : again.address(),
                again == null ? (signedIn.manages() ? expected : null) : again.address(),
                again == null ? null : again.id(),
                null,
                null,
                true,
                A_WEEK);
    }

    private Map<String, Diagnosis> diagnoses(List<Mailbox> shown, Locale locale) {
        var diagnoses = new HashMap<String, Diagnosis>();
        for (var mailbox : shown) {
            var finding = mailbox.finding();
            if (finding != null) {
                diagnoses.put(mailbox.id(), page.explain().in(locale, finding));
            }
        }
        return diagnoses;
    }
}
