package dev.latchkey.service.approval;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.settings.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The browser in which an administrator leaves for Microsoft. Each {@code state} names the one that it was made for, so that an
 * answer that another browser brings is told apart.
 *
 * @param secret of its cookie
 */
record AdminBrowser(String secret) {

    private static final String NAME = "latchkey_approval";
    private static final Duration A_DAY = Duration.ofDays(1);

    /** The browser that asks; one without the cookie has begun nothing. */
    static AdminBrowser of(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst()
                .map(AdminBrowser::new)
                .orElseGet(() -> new AdminBrowser(Ids.secret()));
    }

    /** From now on it is known again. Lax: it comes back from Microsoft by a link. */
    void remember(HttpServletResponse response, Settings settings) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, secret)
                        .path("/approve")
                        .httpOnly(true)
                        .secure("https".equals(settings.baseUrl().getScheme()))
                        .sameSite("Lax")
                        .maxAge(A_DAY)
                        .build()
                        .toString());
    }

    String state() {
        return state(Ids.secret());
    }

    boolean began(String state) {
        return state.equals(state(state.replaceFirst("\\..*", "")));
    }

    private String state(String random) {
        return random + "." + Digest.of(random + secret);
    }

    @Override
    public String toString() {
        return "AdminBrowser[***]";
    }
}
