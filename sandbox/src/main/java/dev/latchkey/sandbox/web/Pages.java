package dev.latchkey.sandbox.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/** Renders the templates of {@code src/main/jte}, each with one model, and sends them with the headers that pages need. */
public final class Pages {

    /**
     * No {@code form-action}: browsers apply it to the redirect that follows a form too, and a consent ends at the
     * application's address. See https://www.w3.org/TR/CSP3/#directive-form-action.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:;"
            + " script-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.latchkey.sandbox.pages");

    /** Sends the page of that template, such as {@code entra/signIn.jte}. */
    public void send(ServerResponse response, String template, Object model) {
        send(response, Status.OK_200, template, model);
    }

    public void send(ServerResponse response, Status status, String template, Object model) {
        var html = new StringOutput();
        templates.render(template, model, html);
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                // a cross-site form_post carries our origin, as one from Microsoft does
                .header("Referrer-Policy", "strict-origin-when-cross-origin")
                .send(html.toString());
    }
}
