package dev.latchkey.service.workspace;

import dev.latchkey.service.db.Transactions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Sign-in with a password, and the welcome page of a one-time link. */
@Controller
final class SignInPages {

    /** What is typed on the welcome page; who was invited is not asked for an address. */
    record Introduction(String name, @Nullable String email, String password) {

        @Nullable
        String wrongField(String checkedEmail) {
            if (name.isBlank() || name.length() > 200) {
                return "name";
            }
            if (!Members.isEmail(checkedEmail)) {
                return "email";
            }
            return Passwords.acceptable(password) ? null : "password";
        }

        @Override
        public String toString() {
            return "Introduction[" + email + "]";
        }
    }

    private final SignInLinks links;
    private final Members members;
    private final Transactions transactions;
    private final PasswordEncoder passwords;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    SignInPages(SignInLinks links, Members members, Transactions transactions, PasswordEncoder passwords) {
        this.links = links;
        this.members = members;
        this.transactions = transactions;
        this.passwords = passwords;
    }

    @GetMapping("/sign-in")
    String signIn() {
        return "workspace/sign-in";
    }

    @GetMapping("/welcome/{token}")
    String welcome(@PathVariable String token, Model model) {
        return links.member(token).map(member -> welcome(token, member, model)).orElse("workspace/link-used");
    }

    private static String welcome(String token, Member member, Model model) {
        model.addAttribute("token", token).addAttribute("member", member);
        return "workspace/welcome";
    }

    @PostMapping("/welcome/{token}")
    String introduce(
            @PathVariable String token,
            @ModelAttribute Introduction introduction,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = links.member(token).orElse(null);
        if (member == null) {
            return "workspace/link-used";
        }
        var email = member.choosesEmail() ? String.valueOf(introduction.email()).strip() : member.email();
        var wrong = members.taken(email, member) ? "taken" : introduction.wrongField(email);
        if (wrong != null) {
            return again(wrong, introduction, token, member, model);
        }
        var hash = hash(introduction.password());
        if (hash == null) {
            return again("busy", introduction, token, member, model);
        }
        var first = transactions.in(member.workspace(), () -> {
            var unused = links.use(token);
            if (unused) {
                members.introduce(member, email, introduction.name().strip(), hash);
            }
            return unused;
        });
        if (!first) {
            return "workspace/link-used";
        }
        begin(members.byId(member.workspace(), member.id()).orElseThrow().member(), request, response);
        return "redirect:/";
    }

    private static String again(String wrong, Introduction introduction, String token, Member member, Model model) {
        model.addAttribute("wrong", wrong)
                .addAttribute("name", introduction.name())
                .addAttribute("email", introduction.email());
        return welcome(token, member, model);
    }

    private @Nullable String hash(String password) {
        try {
            return passwords.encode(password);
        } catch (SlowHash.TooBusy busy) {
            return null;
        }
    }

    private void begin(Member member, HttpServletRequest request, HttpServletResponse response) {
        var signedIn = new SignedIn(member, null);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.getAuthorities()));
        SessionBeans.lasts(request.getSession());
        request.changeSessionId();
        sessions.saveContext(context, request, response);
    }
}
