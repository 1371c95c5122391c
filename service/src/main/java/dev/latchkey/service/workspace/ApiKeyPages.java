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

/** Settings > API keys. */
@Controller
final class ApiKeyPages {

    private final ApiKeys keys;

    ApiKeyPages(ApiKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/settings/api-keys")
    String list(@AuthenticationPrincipal SignedIn signedIn, Model model) {
        mustManage(signedIn);
        model.addAttribute("keys", keys.list(signedIn.workspace())).addAttribute("allScopes", Scope.values());
        return "workspace/api-keys";
    }

    @PostMapping("/settings/api-keys")
    String create(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam String name,
            @RequestParam(required = false) List<Scope> scopes,
            Model model) {
        mustManage(signedIn);
        if (name.isBlank() || name.length() > 100) {
            model.addAttribute("wrong", "name");
        } else if (scopes == null || scopes.isEmpty()) {
            model.addAttribute("wrong", "scopes");
        } else {
            model.addAttribute("created", keys.create(signedIn.workspace(), name.strip(), EnumSet.copyOf(scopes)));
        }
        return list(signedIn, model);
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
