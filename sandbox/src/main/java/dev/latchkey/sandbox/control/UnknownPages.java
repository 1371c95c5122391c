package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Set;

/** Paths at which there is nothing: a page with the way back for a person. It is asked last but for Graph's gateway. */
public final class UnknownPages implements HttpService {

    /** The path that was asked for. */
    public record Model(String path) {}

    private static final Set<String> FOR_PEOPLE = Set.of("entra", "outlook", "registration", "scenarios");
    private static final Set<String> FOR_ANY_TENANT = Set.of("common", "organizations", "consumers");

    private final Directory directory;
    private final Pages pages;

    public UnknownPages(Directory directory, Pages pages) {
        this.directory = directory;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        var path = request.path().path();
        var first = path.replaceFirst("^/", "").split("/", 2)[0];
        if (first.equals("_sandbox")) {
            Json.send(response, Status.NOT_FOUND_404, Map.of("error", "There is no such call; see docs/sandbox.md."));
        } else if (FOR_PEOPLE.contains(first) || isBrowser(request)) {
            pages.send(response, Status.NOT_FOUND_404, "notFound.jte", new Model(path));
        } else if (FOR_ANY_TENANT.contains(first) || directory.tenant(first).isPresent()) {
            response.status(Status.NOT_FOUND_404).send();
        } else {
            response.next();
        }
    }

    private static boolean isBrowser(ServerRequest request) {
        return request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html");
    }
}
