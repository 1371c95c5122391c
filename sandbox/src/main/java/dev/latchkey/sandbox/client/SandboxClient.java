package dev.latchkey.sandbox.client;

import dev.latchkey.sandbox.store.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Steers a sandbox, in this process or another: what Microsoft's people, administrators and bad days would do. Bodies are JSON as in
 * {@code docs/sandbox.md}. Each call returns once it has its effect, and throws {@link IllegalArgumentException} with the
 * sandbox's reason where it is refused, {@link UncheckedIOException} where nobody answers. Thread-safe.
 */
public final class SandboxClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1_000;
    private static final int FIRST_ERROR = 400;

    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param address such as {@code http://127.0.0.1:8081} */
    public SandboxClient(URI address) {
        this.address = address;
    }

    /** The registration, and every tenant with its settings, users, grants and requests. */
    public JsonNode state() {
        return call("GET", "/_sandbox/state", "");
    }

    /** The first day again: whatever was signed in, granted or sent is forgotten. */
    public void reset() {
        call("POST", "/_sandbox/reset", "");
    }

    /**
     * Changes some settings of a tenant.
     *
     * @param tenant its id or a domain
     * @param changes such as {@code {"userConsent": "NO_USER_CONSENT"}}
     */
    public void changeTenant(String tenant, String changes) {
        call("PATCH", "/_sandbox/tenants/" + segment(tenant), changes);
    }

    /** Takes away every grant of a tenant. */
    public void revokeGrants(String tenant) {
        call("DELETE", "/_sandbox/tenants/" + segment(tenant) + "/grants", "");
    }

    /**
     * Changes some settings of a person.
     *
     * @param user object id or address
     * @param changes such as {@code {"accountEnabled": false}}
     */
    public void changeUser(String user, String changes) {
        call("PATCH", "/_sandbox/users/" + segment(user), changes);
    }

    /** Changes some of the application's registration, such as {@code {"publisherVerified": true}}. */
    public void changeApplication(String changes) {
        call("PATCH", "/_sandbox/application", changes);
    }

    /** Has a scenario happen once, to whoever is next. */
    public void arm(String scenario) {
        arm(scenario, "{}");
    }

    /** @param when {@code place}, {@code user} and {@code times}, each where it matters */
    public void arm(String scenario, String when) {
        call("POST", "/_sandbox/scenario/" + segment(scenario), when);
    }

    /** No scenario waits any more. */
    public void disarm() {
        call("DELETE", "/_sandbox/scenario", "");
    }

    /** Has calls fail, such as {@code {"service": "GRAPH", "path": "/me$", "status": 429, "times": 1}}. */
    public void orderFault(String fault) {
        call("POST", "/_sandbox/faults", fault);
    }

    /** All calls go well again. */
    public void forgetFaults() {
        call("DELETE", "/_sandbox/faults", "");
    }

    /** Changes how much of Graph an application may use, such as {@code {"concurrentRequests": 100}}. */
    public void changeLimits(String changes) {
        call("PATCH", "/_sandbox/limits", changes);
    }

    /** Delivers a mail from outside and returns its ids: {@code id}, {@code immutableId}, {@code internetMessageId}, {@code conversationId}. */
    public JsonNode deliver(String mail) {
        return call("POST", "/_sandbox/deliver", mail);
    }

    /** Lets time pass, and returns the sandbox's time after it. */
    public Instant moveClock(Duration by) {
        var now = call("POST", "/_sandbox/clock", JSON.writeValueAsString(Map.of("move", by.toString())));
        return Instant.parse(now.path("now").asString());
    }

    /** What happened after that entry; 0 for everything since the last reset. */
    public List<Ledger.Entry> ledger(long after) {
        var entries = new ArrayList<Ledger.Entry>();
        var last = after;
        JsonNode page;
        do {
            page = call("GET", "/_sandbox/ledger?limit=%d&after=%d".formatted(PAGE, last), "")
                    .path("data");
            for (var entry : page) {
                entries.add(JSON.treeToValue(entry, Ledger.Entry.class));
                last = entries.getLast().seq();
            }
        } while (page.size() == PAGE);
        return entries;
    }

    /**
     * Any call of {@code /_sandbox}.
     *
     * @param body JSON; empty for none
     * @return the answer; a missing node where it has no body
     */
    public JsonNode call(String method, String path, String body) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new IllegalArgumentException(
                        "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no sandbox answers at " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox was asked", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
