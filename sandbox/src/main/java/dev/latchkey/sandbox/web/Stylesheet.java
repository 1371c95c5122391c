package dev.latchkey.sandbox.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The one stylesheet, and the one script: it sends the form of {@code response_mode=form_post}. */
public final class Stylesheet implements HttpService {

    private final byte[] css = resource("sandbox.css");
    private final byte[] submit = resource("submit.js");

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        "/sandbox.css",
                        (request, response) -> response.header(HeaderNames.CONTENT_TYPE, "text/css; charset=utf-8")
                                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                                .send(css))
                .get(
                        "/submit.js",
                        (request, response) -> response.header(
                                        HeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8")
                                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                                .send(submit));
    }

    private static byte[] resource(String name) {
        try (var stream = Stylesheet.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
