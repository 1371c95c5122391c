package dev.latchkey.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person's browser without scripts: follows redirects within one site, fills in the one form of a page. Stops where a
 * redirect or a form leads to another site and holds what would have gone there.
 */
final class FormBrowser {

    /** Where the browser stands; {@code left} holds the parameters with which it was sent to another site. */
    record Page(URI address, String html, @Nullable Map<String, String> left) {

        /** The parameters that the application received. */
        Map<String, String> atApplication() {
            if (left == null) {
                throw new AssertionError("Still at " + address + ":\n" + html);
            }
            return left;
        }
    }

    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final URI site;
    private final HttpClient client;

    FormBrowser(URI site) {
        this(site, HttpClient.newBuilder());
    }

    /** With {@code client} as it trusts certificates. */
    FormBrowser(URI site, HttpClient.Builder client) {
        this.site = site;
        this.client = client.version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    Page open(URI address) {
        return go(address, null);
    }

    /** Sends the page's form with its hidden fields and these. */
    Page submit(Page page, Map<String, String> typed) {
        var form = FORM.matcher(page.html());
        if (!form.find()) {
            throw new AssertionError("No form at " + page.address() + ":\n" + page.html());
        }
        var fields = hidden(page.html());
        fields.putAll(typed);
        return go(page.address().resolve(unescape(form.group(1))), fields);
    }

    /** Opens the address as a person who is not signed in, and signs in. */
    Page signIn(URI address, String mailAddress) {
        var page = submit(open(address), Map.of("address", mailAddress));
        return submit(page, Map.of("password", "any"));
    }

    private Page go(URI address, @Nullable Map<String, String> form) {
        if (!address.getAuthority().equals(site.getAuthority())) {
            return new Page(address, "", form == null ? decode(address.getRawQuery()) : form);
        }
        var request = HttpRequest.newBuilder(address);
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(encode(form)));
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            var location = response.headers().firstValue("Location");
            return location.isPresent()
                    ? go(address.resolve(location.get()), null)
                    : new Page(address, response.body(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> hidden(String html) {
        var fields = new LinkedHashMap<String, String>();
        for (var input = HIDDEN.matcher(html); input.find(); ) {
            fields.put(unescape(input.group(1)), unescape(input.group(2)));
        }
        return fields;
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> decode(@Nullable String query) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : query == null ? new String[0] : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            fields.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static String unescape(String html) {
        return html.replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
