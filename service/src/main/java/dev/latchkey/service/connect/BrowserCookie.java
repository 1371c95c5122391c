package dev.latchkey.service.connect;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookie by which a browser proves that it began an attempt. Lax: other sites can't post with it. */
@Component
final class BrowserCookie {

    private static final String NAME = "latchkey_connect";

    private final Settings settings;

    BrowserCookie(Settings settings) {
        this.settings = settings;
    }

    /** The browser that asks; one without the cookie is nobody that could have begun anything. */
    Browser read(HttpServletRequest request, @Nullable SignedIn signedIn) {
        return new Browser(secret(request).orElseGet(Ids::secret), memberId(signedIn));
    }

    /** The browser that begins; it gets the cookie where it has none. */
    Browser begin(HttpServletRequest request, HttpServletResponse response, @Nullable SignedIn signedIn) {
        var secret = secret(request).orElseGet(Ids::secret);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, secret)
                        .path("/connect")
                        .httpOnly(true)
                        .secure("https".equals(settings.baseUrl().getScheme()))
                        .sameSite("Lax")
                        .maxAge(Duration.ofHours(2))
                        .build()
                        .toString());
        return new Browser(secret, memberId(signedIn));
    }

    private static @Nullable String memberId(@Nullable SignedIn signedIn) {
        return signedIn == null ? null : signedIn.memberId();
    }

    private static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst();
    }
}
