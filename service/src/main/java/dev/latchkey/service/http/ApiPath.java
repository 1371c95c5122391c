package dev.latchkey.service.http;

import jakarta.servlet.http.HttpServletRequest;

/** Where the API lives; everything else is pages. */
public final class ApiPath {

    private ApiPath() {}

    public static boolean is(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals("/v1") || path.startsWith("/v1/");
    }
}
