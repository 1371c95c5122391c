package dev.latchkey.sandbox;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser with its cookies, which follows redirects as long as they stay in the sandbox. */
public final class Browser {

    /** Where the browser stands: a page of the sandbox, or an address of somebody else's that it was sent to. */
    public record Page(URI address, int status, String html, HttpResponse<String> response) {

        /** What the address carries, in its query or else its fragment. */
        public Map<String, String> parameters() {
            var raw = address.getRawQuery() == null ? address.getRawFragment() : address.getRawQuery();
            return raw == null ? Map.of() : decode(raw);
        }

        public String parameter(String name) {
            return parameters().getOrDefault(name, "");
        }

        public Map<String, String> hiddenFields() {
            var fields = new LinkedHashMap<String, String>();
            for (var field = HIDDEN.matcher(html); field.find(); ) {
                fields.put(field.group(1), unescape(field.group(2)));
            }
            return fields;
        }

        String formAction() {
            var form = FORM.matcher(html);
            if (!form.find()) {
                throw new AssertionError("There is no form on " + html);
            }
            return unescape(form.group(1));
        }
    }

    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final URI sandbox;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();

    public Browser(URI sandbox) {
        this.sandbox = sandbox;
    }

    public Page open(String pathAndQuery) {
        return go(sandbox.resolve(pathAndQuery), null);
    }

    /** Sends the first form of a page, with its hidden fields and these. */
    public Page submit(Page page, Map<String, String> fields) {
        return submit(page, page.formAction(), fields);
    }

    /** The same, with a button that goes elsewhere. */
    public Page submit(Page page, String action, Map<String, String> fields) {
        var all = new LinkedHashMap<>(page.hiddenFields());
        all.putAll(fields);
        return go(page.address().resolve(action), encode(all));
    }

    /** Signs in on a sign-in page. */
    public Page signIn(Page page, String address) {
        return submit(submit(page, Map.of("address", address)), Map.of("password", "any"));
    }

    /** Sends a form as another page would, with further headers. */
    public Page post(String path, String form, String... headers) {
        return go(sandbox.resolve(path), form, headers);
    }

    private Page go(URI address, @Nullable String form, String... headers) {
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (form != null) {
            request.POST(BodyPublishers.ofString(form)).header("Content-Type", "application/x-www-form-urlencoded");
        }
        var response = send(request.build());
        var location = response.headers().firstValue("Location");
        if (location.isEmpty()) {
            return new Page(address, response.statusCode(), response.body(), response);
        }
        var next = address.resolve(location.get());
        return next.getAuthority().equals(sandbox.getAuthority())
                ? go(next, null)
                : new Page(next, response.statusCode(), response.body(), response);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> decode(String raw) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : raw.split("&", -1)) {
            var equals = pair.indexOf('=');
            fields.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
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
