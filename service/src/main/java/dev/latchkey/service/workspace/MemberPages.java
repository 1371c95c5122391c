package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.settings.Settings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Settings > Members: who is in the workspace, inviting by a link that works once, removing. */
@Controller
final class MemberPages {

    private static final String HERE = "redirect:/settings/members";

    private final Transactions transactions;
    private final Members members;
    private final SignInLinks links;
    private final ShownOnce shownOnce;
    private final Settings settings;

    MemberPages(Transactions transactions, Members members, SignInLinks links, ShownOnce shownOnce, Settings settings) {
        this.transactions = transactions;
        this.members = members;
        this.links = links;
        this.shownOnce = shownOnce;
        this.settings = settings;
    }

    @GetMapping("/settings/members")
    String list(@AuthenticationPrincipal SignedIn signedIn, Model model) {
        mustManage(signedIn);
        shownOnce
                .take(model, signedIn)
                .ifPresent(token -> model.addAttribute("invitation", settings.at("/welcome/" + token)));
        var listed = transactions.in(signedIn.workspace(), members::list);
        model.addAttribute("members", listed).addAttribute("roles", rolesGivenBy(signedIn));
        return "workspace/members";
    }

    @PostMapping("/settings/members")
    String invite(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam String email,
            @RequestParam Role role,
            Model model,
            RedirectAttributes next) {
        mustManage(signedIn);
        mustReach(signedIn, role);
        var address = email.strip();
        if (!Members.isEmail(address)) {
            return again(signedIn, model, "email", address);
        }
        var token = transactions.in(
                signedIn.workspace(),
                () -> members.invite(signedIn.workspace(), address, role).map(links::create));
        if (token.isEmpty()) {
            return again(signedIn, model, "taken", address);
        }
        shownOnce.put(next, signedIn, token.get());
        return HERE;
    }

    /** A new link for somebody who has not come in yet. */
    @PostMapping("/settings/members/{id}/invite")
    String inviteAgain(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, RedirectAttributes next) {
        var found = found(signedIn, id);
        if (found.passwordHash() == null) {
            var token = transactions.in(signedIn.workspace(), () -> links.create(found.member()));
            shownOnce.put(next, signedIn, token);
        }
        return HERE;
    }

    /** Nobody removes themselves, so that an owner always remains. */
    @PostMapping("/settings/members/{id}/remove")
    String remove(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id) {
        var member = found(signedIn, id).member();
        if (member.id().equals(signedIn.memberId())) {
            throw new AccessDeniedException("nobody removes themselves");
        }
        transactions.run(signedIn.workspace(), () -> members.remove(member));
        return HERE;
    }

    private Members.WithPassword found(SignedIn signedIn, String id) {
        mustManage(signedIn);
        var found = members.byId(signedIn.workspace(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        mustReach(signedIn, found.member().role());
        return found;
    }

    private String again(SignedIn signedIn, Model model, String wrong, String email) {
        model.addAttribute("wrong", wrong).addAttribute("email", email);
        return list(signedIn, model);
    }

    private static List<Role> rolesGivenBy(SignedIn signedIn) {
        return Arrays.stream(Role.values())
                .filter(role -> signedIn.role().reaches(role))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static void mustManage(SignedIn signedIn) {
        if (!signedIn.manages()) {
            throw new AccessDeniedException("only owners and admins manage members");
        }
    }

    private static void mustReach(SignedIn signedIn, Role role) {
        if (!signedIn.role().reaches(role)) {
            throw new AccessDeniedException("only owners invite and remove owners");
        }
    }
}
