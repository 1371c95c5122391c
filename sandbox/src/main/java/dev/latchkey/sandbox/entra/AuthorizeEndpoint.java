package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Visits.Purpose;
import dev.latchkey.sandbox.web.Fields;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Collectors;

/** Where applications send browsers: to sign in, to have an administrator consent, to sign out. */
final class AuthorizeEndpoint implements HttpService {

    private final Directory directory;
    private final AuthorizeChecks checks;
    private final Sessions sessions;
    private final Steps steps;
    private final StepPages pages;
    private final Clock clock;

    @SuppressWarnings("size:parameters") // wired in one place
    AuthorizeEndpoint(Directory directory, Sessions sessions, Steps steps, StepPages pages, Clock clock) {
        this.directory = directory;
        this.checks = new AuthorizeChecks(directory);
        this.sessions = sessions;
        this.steps = steps;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/{tenant}/oauth2/v2.0/authorize", this::authorize)
                .post("/{tenant}/oauth2/v2.0/authorize", AuthorizeEndpoint::again)
                .get("/{tenant}/v2.0/adminconsent", this::adminConsent)
                .get("/{tenant}/oauth2/v2.0/logout", this::logout);
    }

    private void authorize(ServerRequest request, ServerResponse response) {
        var fields = Fields.ofQuery(request);
        begin(request, response, Purpose.AUTHORIZE, checks.authorize(tenant(request), fields));
    }

    private void adminConsent(ServerRequest request, ServerResponse response) {
        var fields = Fields.ofQuery(request);
        begin(request, response, Purpose.ADMIN_CONSENT, checks.adminConsent(tenant(request), fields));
    }

    private void begin(
            ServerRequest request, ServerResponse response, Purpose purpose, AuthorizeChecks.Checked checked) {
        var trace = Trace.begin(clock, Fields.ofQuery(request).get("client-request-id"));
        pages.show(response, steps.begin(checked, purpose, sessions.of(request, response), trace));
    }

    /** A form from another site comes without our cookie, which is SameSite=Lax; the same as a GET brings it. */
    private static void again(ServerRequest request, ServerResponse response) {
        var query = Fields.ofForm(request).values().entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, request.path().path() + "?" + query)
                .send();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void logout(ServerRequest request, ServerResponse response) {
        sessions.end(request);
        var next = Fields.ofQuery(request).find("post_logout_redirect_uri");
        pages.show(
                response,
                next.filter(uri -> RedirectUris.registered(uri, directory.application()))
                        .<Step>map(Step.GoOn::new)
                        .orElseGet(Step.SignedOut::new));
    }

    private static String tenant(ServerRequest request) {
        return request.path().pathParameters().get("tenant");
    }
}
