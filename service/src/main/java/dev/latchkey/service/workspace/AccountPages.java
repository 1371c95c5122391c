package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.workspace.SignInTries.Pair;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: its password. */
@Controller
final class AccountPages {

    /** What is typed. */
    record Change(String current, String password) {

        @Override
        public String toString() {
            return "Change";
        }
    }

    private final Members members;
    private final Transactions transactions;
    private final PasswordEncoder passwords;
    private final SignInTries tries;

    AccountPages(Members members, Transactions transactions, PasswordEncoder passwords, SignInTries tries) {
        this.members = members;
        this.transactions = transactions;
        this.passwords = passwords;
        this.tries = tries;
    }

    @GetMapping("/settings/account")
    String show() {
        return "workspace/account";
    }

    @PostMapping("/settings/account/password")
    String change(
            @AuthenticationPrincipal SignedIn signedIn,
            @ModelAttribute Change change,
            Model model,
            HttpServletRequest request,
            RedirectAttributes next) {
        var wrong = wrong(signedIn, change, request);
        if (wrong != null) {
            model.addAttribute("wrong", wrong);
            return show();
        }
        next.addFlashAttribute("notice", "account.changed");
        return "redirect:/settings/account";
    }

    /** What is wrong with it; null where the password is changed. */
    private @Nullable String wrong(SignedIn signedIn, Change change, HttpServletRequest request) {
        if (!Passwords.acceptable(change.password())) {
            return "password";
        }
        var pair = new Pair(signedIn.email(), request.getRemoteAddr());
        if (!tries.begin(pair)) {
            return "tooMany";
        }
        var member = members.byId(signedIn.workspace(), signedIn.memberId()).orElseThrow();
        try {
            if (!passwords.matches(change.current(), member.passwordHash())) {
                return "current";
            }
            var hash = Objects.requireNonNull(passwords.encode(change.password()));
            var session = request.getSession().getId();
            transactions.run(signedIn.workspace(), () -> members.password(member.member(), hash, session));
            tries.right(pair);
            return null;
        } catch (SlowHash.TooBusy busy) {
            tries.undo(pair);
            return "busy";
        }
    }
}
