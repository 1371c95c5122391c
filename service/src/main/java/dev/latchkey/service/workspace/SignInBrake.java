package dev.latchkey.service.workspace;

import dev.latchkey.service.workspace.SignInTries.Pair;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Before and after each sign-in by password: counts the wrong ones, and lets a right one last. */
@Component
final class SignInBrake implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final RequestMatcher SIGN_IN =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/sign-in");
    private static final String SOON = "5";

    private final SignInTries tries;
    private final AuthenticationSuccessHandler goOn = new SavedRequestAwareAuthenticationSuccessHandler();

    SignInBrake(SignInTries tries) {
        this.tries = tries;
    }

    /** Stands before the filter that looks at the password. */
    void before(ServletRequest asked, ServletResponse answer, FilterChain chain) throws IOException, ServletException {
        var request = (HttpServletRequest) asked;
        var response = (HttpServletResponse) answer;
        if (SIGN_IN.matches(request) && !tries.begin(pair(request))) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(SignInTries.WINDOW.toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(asked, answer);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        tries.right(pair(request));
        SessionBeans.lasts(request.getSession());
        goOn.onAuthenticationSuccess(request, response, authentication);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof SlowHash.TooBusy) {
            tries.undo(pair(request));
            response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        response.sendRedirect("/sign-in?error");
    }

    private static Pair pair(HttpServletRequest request) {
        return new Pair(Objects.requireNonNullElse(request.getParameter("email"), ""), request.getRemoteAddr());
    }
}
