package dev.latchkey.service.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses NUL characters in parameters, sign-in included: PostgreSQL cannot store them, so they match nothing. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class NoNulCharacters extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var bad = request.getParameterMap().entrySet().stream()
                .filter(NoNulCharacters::hasNul)
                .map(Map.Entry::getKey)
                .findFirst();
        if (bad.isEmpty()) {
            chain.doFilter(request, response);
        } else if (ApiPath.is(request)) {
            Problems.write(response, ApiProblem.field(visible(bad.get()), "It contains a NUL character."));
        } else {
            response.sendError(HttpStatus.BAD_REQUEST.value());
        }
    }

    private static boolean hasNul(Map.Entry<String, String[]> parameter) {
        return parameter.getKey().indexOf('\0') >= 0
                || Arrays.stream(parameter.getValue()).anyMatch(value -> value.indexOf('\0') >= 0);
    }

    private static String visible(String name) {
        return name.replace("\0", "\\0");
    }
}
