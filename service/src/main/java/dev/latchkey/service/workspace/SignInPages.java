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

    /** What the owner types on the welcome page. */
    record Introduction(String name, String email, String password) {

        private static final int SHORTEST_PASSWORD = 10;

        @Nullable
        String wrongField() {
            if (name.isBlank() || name.length() > 200) {
                return "name";
            }
            if (!email.strip().matches("[^\\s@]{1,64}@[^\\s@]{1,255}")) {
                return "email";
            }
            return password.length() < SHORTEST_PASSWORD || password.length() > 500 ? "password" : null;
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
        if (links.member(token).isEmpty()) {
            return "workspace/link-used";
        }
        model.addAttribute("token", token);
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
        var wrong = introduction.wrongField();
        if (wrong != null) {
            model.addAttribute("token", token)
                    .addAttribute("wrong", wrong)
                    .addAttribute("name", introduction.name())
                    .addAttribute("email", introduction.email());
            return "workspace/welcome";
        }
        var hash = passwords.encode(introduction.password());
        var first = transactions.in(member.workspace(), () -> {
            if (!links.use(token)) {
                return false;
            }
            members.introduce(
                    member, introduction.email().strip(), introduction.name().strip(), String.valueOf(hash));
            return true;
        });
        if (!first) {
            return "workspace/link-used";
        }
        begin(members.byId(member.workspace(), member.id()).orElseThrow().member(), request, response);
        return "redirect:/";
    }

    private void begin(Member member, HttpServletRequest request, HttpServletResponse response) {
        var signedIn = new SignedIn(member, null);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.getAuthorities()));
        request.getSession();
        request.changeSessionId();
        sessions.saveContext(context, request, response);
    }
}
