package dev.latchkey.service.workspace;

import java.util.EnumSet;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Settings > API keys. */
@Controller
final class ApiKeyPages {

    private final ApiKeys keys;
    private final ShownOnce shownOnce;

    ApiKeyPages(ApiKeys keys, ShownOnce shownOnce) {
        this.keys = keys;
        this.shownOnce = shownOnce;
    }

    @GetMapping("/settings/api-keys")
    String list(@AuthenticationPrincipal SignedIn signedIn, Model model) {
        mustManage(signedIn);
        shownOnce.take(model, signedIn).ifPresent(key -> model.addAttribute("created", key));
        model.addAttribute("keys", keys.list(signedIn.workspace())).addAttribute("allScopes", Scope.values());
        return "workspace/api-keys";
    }

    @PostMapping("/settings/api-keys")
    String create(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam String name,
            @RequestParam(required = false) List<Scope> scopes,
            Model model,
            RedirectAttributes next) {
        mustManage(signedIn);
        if (name.isBlank() || name.length() > 100) {
            model.addAttribute("wrong", "name");
            return list(signedIn, model);
        }
        if (scopes == null || scopes.isEmpty()) {
            model.addAttribute("wrong", "scopes");
            return list(signedIn, model);
        }
        shownOnce.put(next, signedIn, keys.create(signedIn.workspace(), name.strip(), EnumSet.copyOf(scopes)));
        return "redirect:/settings/api-keys";
    }

    @PostMapping("/settings/api-keys/{id}/delete")
    String delete(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        mustManage(signedIn);
        keys.delete(signedIn.workspace(), id);
        return "redirect:/settings/api-keys";
    }

    private static void mustManage(SignedIn signedIn) {
        if (!signedIn.manages()) {
            throw new AccessDeniedException("only owners and admins manage API keys");
        }
    }
}
