package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectAttempts.Parked;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.http.PageLanguage;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

/** Back from Microsoft: the callback, which only parks, and the page that goes on from there. */
@Controller
final class ConnectPages {

    private final ConnectFlow flow;
    private final BrowserCookie cookie;
    private final Explain explain;

    ConnectPages(ConnectFlow flow, BrowserCookie cookie, Explain explain) {
        this.flow = flow;
        this.cookie = cookie;
        this.explain = explain;
    }

    @RequestMapping(
            path = "/connect/callback/{authority}",
            method = {RequestMethod.GET, RequestMethod.POST})
    RedirectView callback(@PathVariable String authority, @RequestParam Map<String, String> parameters) {
        return switch (flow.park(authority, parameters)) {
            case Parked.At at -> seeOther("/connect/arrivals/" + at.handle());
            case Parked.Nowhere(var why) -> seeOther(why.path());
        };
    }

    @GetMapping("/connect/lost/{why}")
    String lost(@PathVariable String why, Model model, Locale locale, HttpServletResponse response) {
        var lost = Lost.at(why).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return failed(Finding.of(lost.cause()), null, model, locale, response);
    }

    @GetMapping("/connect/arrivals/{handle}")
    Object arrive(
            @PathVariable String handle,
            @AuthenticationPrincipal @Nullable SignedIn signedIn,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        var browser = cookie.read(request, signedIn);
        return switch (flow.resume(handle, browser)) {
            case ConnectOutcome.Connected connected ->
                seeOther("/mailboxes/" + connected.mailboxId()
                        + (connected.link().namesMailbox() ? "" : "?connected"));
            case ConnectOutcome.ReturnToPlatform platform ->
                seeOther(platform.returnUrl().toString());
            case ConnectOutcome.NotYet(var link, var finding, var insists) ->
                seeOther(
                        insists
                                ? flow.begin(link, browser, link.access()).toString()
                                : link.path() + "?checked=" + finding.cause().wireName());
            case ConnectOutcome.Failed(var link, var finding)
            when link != null && link.asksAfter(finding) ->
                seeOther(
                        link.status() == ConnectLink.Status.WAITING_FOR_APPROVAL
                                ? link.path() + "?checked=" + finding.cause().wireName()
                                : link.path());
            case ConnectOutcome.Failed(var link, var finding) -> {
                var language = link == null || link.language() == null ? locale : link.locale();
                PageLanguage.choose(request, language);
                yield failed(finding, link, model, language, response);
            }
        };
    }

    private String failed(
            Finding finding, @Nullable ConnectLink link, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("diagnosis", explain.in(locale, finding))
                .addAttribute("link", link)
                .addAttribute("otherMailbox", SignedInMailbox.notConnected(finding));
        return "connect/failed";
    }

    /** 303, so that the browser follows a posted answer with a GET that carries its own cookies. */
    private static RedirectView seeOther(String where) {
        var view = new RedirectView(where);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return view;
    }
}
