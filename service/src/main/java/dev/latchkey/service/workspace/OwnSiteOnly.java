package dev.latchkey.service.workspace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away what other sites post, before anything looks at the session: such a request comes without our cookies, and an
 * answer that begins a new session would take the place of the one that the browser has.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Sec-Fetch-Site</a>
 */
final class OwnSiteOnly extends OncePerRequestFilter {

    private static final Set<String> HARMLESS =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private final List<RequestMatcher> openToOthers;

    OwnSiteOnly(String... openToOthers) {
        this.openToOthers = List.of(openToOthers).stream()
                .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var fromElsewhere = "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        if (fromElsewhere
                && !HARMLESS.contains(request.getMethod())
                && openToOthers.stream().noneMatch(open -> open.matches(request))) {
            response.sendError(HttpStatus.FORBIDDEN.value());
            return;
        }
        chain.doFilter(request, response);
    }
}
