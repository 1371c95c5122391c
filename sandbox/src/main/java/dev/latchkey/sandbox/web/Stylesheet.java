package dev.latchkey.sandbox.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The one stylesheet, and the scripts: one sends the form of {@code response_mode=form_post}, the other tells the admin
 * center which page an address of the portal names.
 */
public final class Stylesheet implements HttpService {

    @Override
    public void routing(HttpRules rules) {
        serve(rules, "sandbox.css", "text/css");
        serve(rules, "submit.js", "text/javascript");
        serve(rules, "portal.js", "text/javascript");
    }

    private static void serve(HttpRules rules, String name, String type) {
        var content = resource(name);
        rules.get(
                "/" + name,
                (request, response) -> response.header(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8")
                        .header(HeaderNames.CACHE_CONTROL, "no-cache")
                        .send(content));
    }

    private static byte[] resource(String name) {
        try (var stream = Stylesheet.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
