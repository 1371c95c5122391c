package dev.latchkey.sandbox.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/** Our own scheme, host and port, as the client wrote them, and whether a request comes from another site. */
public final class Origin {

    private Origin() {}

    /** Such as {@code http://127.0.0.1:8081}. */
    public static String of(ServerRequest request) {
        return (request.isSecure() ? "https://" : "http://") + request.authority();
    }

    /**
     * Another site made a browser send this. A client that is no browser sends neither header. See
     * https://www.w3.org/TR/fetch-metadata/.
     */
    public static boolean isForeign(ServerRequest request) {
        var site = request.headers().first(HeaderNames.create("Sec-Fetch-Site"));
        if (site.isPresent()) {
            return !site.get().equals("same-origin") && !site.get().equals("none");
        }
        return request.headers()
                .first(HeaderNames.ORIGIN)
                .map(origin -> !origin.equals(of(request)))
                .orElse(false);
    }
}
