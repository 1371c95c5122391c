package dev.latchkey.service.http;

/**
 * A path that needs no sign-in; the journey that serves it declares it as a bean.
 *
 * @param pattern such as {@code /connect/callback}
 * @param crossSite other sites may post to it without our CSRF token; what it does must not rest on the browser's session
 */
public record OpenPath(String pattern, boolean crossSite) {}
