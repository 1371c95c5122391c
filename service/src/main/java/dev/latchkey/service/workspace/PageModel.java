package dev.latchkey.service.workspace;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page shows: who is signed in, and where they are. */
@ControllerAdvice(annotations = Controller.class)
final class PageModel {

    @ModelAttribute("signedIn")
    @Nullable
    SignedIn signedIn(@AuthenticationPrincipal @Nullable Object principal) {
        return principal instanceof SignedIn signedIn ? signedIn : null;
    }

    @ModelAttribute("section")
    String section(HttpServletRequest request) {
        return request.getRequestURI().replaceFirst("^/settings/", "").replaceFirst("/.*", "");
    }
}
