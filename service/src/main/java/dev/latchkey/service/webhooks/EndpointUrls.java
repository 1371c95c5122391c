package dev.latchkey.service.webhooks;

import dev.latchkey.service.webhooks.UrlCheck.Accepted;
import dev.latchkey.service.webhooks.UrlCheck.Reason;
import dev.latchkey.service.webhooks.UrlCheck.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges the address of an endpoint before it is stored. Looks its name up: call it outside transactions. */
@Component
final class EndpointUrls {

    private static final int LONGEST = 2000;
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final CheckedLookup lookup;

    EndpointUrls(CheckedLookup lookup) {
        this.lookup = lookup;
    }

    UrlCheck check(@Nullable String text) {
        var url = parse(text);
        if (url == null) {
            return new Refused(Reason.NOT_AN_ADDRESS);
        }
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var host = url.getHost().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(host))) {
            return new Refused(Reason.NOT_HTTPS);
        }
        if (url.getRawUserInfo() != null) {
            return new Refused(Reason.USER_INFO);
        }
        if (url.getRawFragment() != null) {
            return new Refused(Reason.FRAGMENT);
        }
        return lookUp(url);
    }

    private UrlCheck lookUp(URI url) {
        try {
            lookup.resolve(url.getHost());
            return new Accepted(url);
        } catch (CheckedLookup.PrivateAddress e) {
            return new Refused(Reason.PRIVATE_ADDRESS);
        } catch (UnknownHostException e) {
            return new Refused(Reason.UNKNOWN_HOST);
        }
    }

    private static @Nullable URI parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        try {
            var url = new URI(text.strip()).parseServerAuthority();
            return url.getScheme() == null || url.getHost() == null ? null : url;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
