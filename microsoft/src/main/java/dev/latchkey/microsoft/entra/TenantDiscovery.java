package dev.latchkey.microsoft.entra;

import dev.latchkey.microsoft.http.Http;
import dev.latchkey.microsoft.http.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a tenant's id out of the issuer in its OpenID configuration. */
final class TenantDiscovery {

    private static final long LONGEST_ANSWER = 1 << 16;
    private static final Pattern ISSUED_BY_TENANT =
            Pattern.compile(".*/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:/.*)?");

    /** A tenant, or none; anything else passes. */
    private static final Set<Integer> FINAL = Set.of(200, 400, 404);

    private final JsonMapper json = new JsonMapper();
    private final Http http;

    TenantDiscovery(Http http) {
        this.http = http;
    }

    Optional<String> tenantOf(URI configuration) {
        var request = HttpRequest.newBuilder(configuration)
                .header("Accept", "application/json")
                .build();
        if (!(http.send(request, LONGEST_ANSWER) instanceof HttpReply.Answer answer)
                || !FINAL.contains(answer.status())) {
            throw new UncheckedIOException(new IOException("Entra ID did not answer at " + configuration));
        }
        if (answer.status() != 200) {
            return Optional.empty();
        }
        try {
            var issuer = json.readTree(answer.body()).path("issuer").stringValue("");
            var match = ISSUED_BY_TENANT.matcher(issuer);
            return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
