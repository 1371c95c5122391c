package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * Compares a redirect URI with the registered ones.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reply-url">Redirect URI restrictions</a>
 */
final class RedirectUris {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final String ANYTHING = ":*";

    private RedirectUris() {}

    static boolean registered(String asked, Application application) {
        try {
            var uri = URI.create(asked);
            return uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && application.redirectUris().stream().anyMatch(registered -> matches(uri, registered));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Exactly, but for the port of loopback; the sandbox's own registration leaves the path open as well. */
    private static boolean matches(URI asked, String registered) {
        if (registered.endsWith(ANYTHING)) {
            return sameHost(asked, URI.create(registered.substring(0, registered.length() - ANYTHING.length())));
        }
        var uri = URI.create(registered);
        var port = LOOPBACK.contains(uri.getHost()) || asked.getPort() == uri.getPort();
        return port
                && sameHost(asked, uri)
                && Objects.equals(path(asked), path(uri))
                && Objects.equals(asked.getRawQuery(), uri.getRawQuery());
    }

    private static boolean sameHost(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme()) && Objects.equals(one.getHost(), other.getHost());
    }

    private static String path(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }
}
