package dev.latchkey.service.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes sense in a link. */
final class LinkOrder {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),;:]{1,64}@[^\\s@<>\"(),;:]{1,255}");

    private LinkOrder() {}

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** An absolute https address, http on loopback only, without user, fragment or the parameters that we add. */
    static boolean isReturnAddress(@Nullable String text) {
        try {
            var uri = new URI(text == null ? "" : text);
            var loopback = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback))
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
