package dev.latchkey.service.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What makes sense in a link. */
final class LinkOrder {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),;:]{1,64}@[^\\s@<>\"(),;:]{1,255}");

    private static final int LONGEST_RETURN_ADDRESS = 2000;
    private static final String CODE = "code";
    private static final String LINK = "link";

    private LinkOrder() {}

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** An absolute https address, http on loopback only, without user, fragment or the parameters that we add. */
    static boolean isReturnAddress(@Nullable String text) {
        if (text == null || text.length() > LONGEST_RETURN_ADDRESS) {
            return false;
        }
        try {
            var uri = new URI(text);
            var loopback = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback))
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.toASCIIString().equals(text)
                    && parameterNames(uri).noneMatch(List.of(CODE, LINK)::contains);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Stream<String> parameterNames(URI uri) {
        return Stream.ofNullable(uri.getRawQuery())
                .flatMap(query -> Stream.of(query.split("&", -1)))
                .map(parameter -> URLDecoder.decode(parameter.replaceFirst("=.*", ""), StandardCharsets.UTF_8));
    }

    /** The listed address to the letter, and what we add. */
    static URI withAdded(String returnAddress, String code, String link) {
        return URI.create(returnAddress + (returnAddress.contains("?") ? "&" : "?") + CODE + "=" + code + "&" + LINK
                + "=" + link);
    }
}
