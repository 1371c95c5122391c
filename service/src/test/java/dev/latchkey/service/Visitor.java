package dev.latchkey.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A person with a browser that keeps cookies, follows redirects and fills in forms, but runs no scripts. */
public final class Visitor {

    private static final String PAGES = "text/html,*/*;q=0.8";

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private URI address = URI.create("about:blank");
    private int status;
    private String stopBefore = "";
    private Document page = new Document("");

    public Visitor open(URI where) {
        return go(HttpRequest.newBuilder(where).header("Accept", PAGES).GET().build());
    }

    /** Presses the button with that text, with these fields filled in. */
    public Visitor press(String button, Map<String, String> typed) {
        return press(button, typed, true);
    }

    public Visitor press(String button) {
        return press(button, Map.of());
    }

    /** Presses the button that stands for that value. */
    public Visitor choose(String value) {
        return choose(value, Map.of());
    }

    /** Lets Microsoft's page, which sends itself on, do so. */
    public Visitor choose(String value, Map<String, String> typed) {
        press(required("button[value=" + value + "]"), typed, true);
        return page.title().startsWith("Working") ? sendForm() : this;
    }

    /** As {@link #press(String)}, but stays where a redirect leads away. */
    public URI pressAndStop(String button, Map<String, String> typed) {
        press(button, typed, false);
        return address;
    }

    /** Follows the link whose text begins so. */
    public Visitor follow(String link) {
        var followed = page.select("a").stream()
                .filter(candidate -> candidate.text().startsWith(link))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link \"" + link + "\" on: " + page.text()));
        return open(address.resolve(followed.attr("href")));
    }

    /** Sends the page's only form, as Microsoft's page does by itself. */
    public Visitor sendForm() {
        var form = (FormElement) required("form");
        return send(form, form.attr("action"), Map.of(), true);
    }

    /** Sends the page's only form and follows redirects up to the one that leads to that host, which is not opened. */
    public URI sendFormUntil(String host) {
        stopBefore = host;
        sendForm();
        return address;
    }

    /** The fields of the page's only form. */
    public Map<String, String> formFields() {
        var fields = new LinkedHashMap<String, String>();
        ((FormElement) required("form")).formData().forEach(field -> fields.put(field.key(), field.value()));
        return fields;
    }

    /** What comes from there to this browser, without going there. */
    public HttpResponse<String> fetch(URI where, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(where).GET();
        headers.forEach(request::header);
        return send(request.build(), BodyHandlers.ofString());
    }

    /** As {@link #fetch}, for what does not end. */
    public HttpResponse<InputStream> stream(URI where) {
        return send(HttpRequest.newBuilder(where).GET().build(), BodyHandlers.ofInputStream());
    }

    public String text() {
        return page.text();
    }

    public Document page() {
        return page;
    }

    public URI address() {
        return address;
    }

    public int status() {
        return status;
    }

    private Visitor press(String button, Map<String, String> typed, boolean follow) {
        var pressed = page.select("button").stream()
                .filter(candidate -> candidate.text().equals(button))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button \"" + button + "\" on: " + page.text()));
        return press(pressed, typed, follow);
    }

    private Visitor press(Element pressed, Map<String, String> typed, boolean follow) {
        var form = (FormElement) pressed.closest("form");
        var fields = new LinkedHashMap<>(typed);
        if (!pressed.attr("name").isEmpty()) {
            fields.put(pressed.attr("name"), pressed.attr("value"));
        }
        var action = pressed.hasAttr("formaction")
                ? pressed.attr("formaction")
                : Objects.requireNonNull(form).attr("action");
        return send(Objects.requireNonNull(form), action, fields, follow);
    }

    private Visitor send(FormElement form, String action, Map<String, String> typed, boolean follow) {
        var fields = new LinkedHashMap<String, String>();
        form.formData().forEach(field -> fields.put(field.key(), field.value()));
        fields.putAll(typed);
        return post(address.resolve(action), fields, follow);
    }

    /** Posts these fields from wherever the visitor is. */
    public Visitor post(URI where, Map<String, String> fields) {
        return post(where, fields, true);
    }

    private Visitor post(URI where, Map<String, String> fields, boolean follow) {
        var body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return go(
                HttpRequest.newBuilder(where)
                        .header("Accept", PAGES)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                follow);
    }

    private Visitor go(HttpRequest request) {
        return go(request, true);
    }

    private Visitor go(HttpRequest request, boolean follow) {
        var response = send(request, BodyHandlers.ofString());
        var location = response.headers().firstValue("Location");
        if (location.isPresent()) {
            address = request.uri().resolve(location.get());
            var stop = !follow || address.getAuthority().equals(stopBefore);
            return stop ? this : open(address);
        }
        return arrive(response);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Visitor arrive(HttpResponse<String> response) {
        address = response.uri();
        status = response.statusCode();
        page = Jsoup.parse(response.body(), address.toString());
        return this;
    }

    private Element required(String selector) {
        var found = page.selectFirst(selector);
        if (found == null) {
            throw new AssertionError("no " + selector + " on: " + page.text());
        }
        return found;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
