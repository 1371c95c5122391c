package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.Malformed;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Walks {@link GraphRoute} with input that no client should send: each answer is an error document, none a 500. */
@Timeout(120)
@ExtendWith(SoftAssertionsExtension.class)
class GraphRoutesTest {

    /** Tells of all routes, not of the first one only. */
    @InjectSoftAssertions
    private SoftAssertions softly;

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private GraphWalk walk;
    private MailApp adele;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(new SandboxOptions(0, null, 0, folder.resolve("state")));
        adele = MailApp.of(sandbox, "adele@contoso.example");
        adele.patch(
                sandbox.address() + "/_sandbox/limits",
                "{\"requestsInTenMinutes\": 1000000, \"requestsInASecond\": 1000000}");
        walk = new GraphWalk(sandbox, adele);
    }

    @AfterEach
    void end() {
        walk.close();
        sandbox.close();
    }

    @Test
    void everyRouteAcceptsWhatItShould() {
        for (var route : GraphRoute.WITH_BODY) {
            var answer = walk.send(route, "application/json", bytes(walk.real(route.body())));
            softly.assertThat(answer.status()).as(route + answer.text()).isBetween(200, 202);
        }
        for (var route : GraphRoute.WITHOUT_BODY) {
            var answer = walk.send(route, "", new byte[0]);
            softly.assertThat(answer.status()).as(route + answer.text()).isBetween(200, 204);
        }
    }

    @Test
    void everyPropertyOfEveryBodyIsHeldToItsType() {
        for (var route : GraphRoute.WITH_BODY) {
            for (var pointer : Malformed.pointers(route.body())) {
                walk.forget();
                for (var value : Malformed.VALUES) {
                    var changed = Malformed.replaced(walk.real(route.body()), pointer, value);
                    var answer = walk.send(route, "application/json", bytes(changed));
                    var shown = route.method() + " " + route.path() + " " + pointer + " = " + shortened(value);
                    assertSound(answer, shown);
                    if (Malformed.otherKind(route.body(), pointer, value)) {
                        softly.assertThat(answer.status())
                                .as(shown + " " + answer.text())
                                .isBetween(400, 499);
                    }
                }
            }
        }
        assertEverythingCanBeRead();
    }

    @Test
    void bodiesThatAreNoJsonObjectAreRefused() {
        for (var route : GraphRoute.WITH_BODY) {
            for (var body : Malformed.BODIES) {
                var answer = walk.send(route, "application/json", bytes(body));
                assertRefused(answer, 400, route + shortened(body));
                softly.assertThat(answer.code()).isEqualTo("BadRequest");
            }
            var invalid = new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};
            assertRefused(walk.send(route, "application/json", invalid), 400, "UTF-8");
        }
    }

    @Test
    void contentTypesThatGraphCannotReadAreRefused() {
        for (var route : GraphRoute.WITH_BODY) {
            var body = bytes(walk.real(route.body()));
            for (var type : List.of("application/xml", "text/html", "multipart/form-data; boundary=x", "nonsense")) {
                var answer = walk.send(route, type, body);
                assertRefused(answer, 415, route.path() + " " + type);
                softly.assertThat(answer.code()).isEqualTo("RequestBodyRead");
            }
            var none = walk.send(route, "", body);
            assertRefused(none, 400, route.path());
            softly.assertThat(none.json().path("error").path("message").asString())
                    .isEqualTo("Write requests (excluding DELETE) must contain the Content-Type header declaration.");
        }
    }

    @Test
    void bodiesOverFourMegabytesAreRefusedEverywhere() {
        var large = bytes("{\"a\": \"" + "x".repeat(4 << 20) + "\"}");
        for (var route : GraphRoute.WITH_BODY) {
            assertRefused(walk.send(route, "application/json", large), 413, route.path());
        }
    }

    @Test
    void mimeThatIsNoneBreaksNothing() {
        for (var mime : Malformed.MIMES) {
            var encoded = java.util.Base64.getEncoder().encode(bytes(mime));
            for (var path : List.of("/me/sendMail", "/me/messages", "/me/messages/{received}/reply")) {
                assertSound(adele.call("POST", walk.real(path), "text/plain", encoded), path + " " + shortened(mime));
            }
        }
        assertEverythingCanBeRead();
    }

    @Test
    void idsThatAreNoneAreRefusedInEveryPlace() {
        var routes = new ArrayList<>(GraphRoute.WITH_BODY);
        routes.addAll(GraphRoute.WITHOUT_BODY);
        for (var route : routes) {
            var matcher = GraphWalk.PLACEHOLDER.matcher(route.path());
            while (matcher.find()) {
                for (var id : Malformed.IDS) {
                    var path = walk.real(route.path().substring(0, matcher.start()))
                            + id
                            + walk.real(route.path().substring(matcher.end()));
                    var answer = adele.call(
                            route.method(),
                            path,
                            route.body().isEmpty() ? "" : "application/json",
                            bytes(walk.real(route.body())));
                    assertSound(answer, route + " with the id " + shortened(id));
                    softly.assertThat(answer.status()).as(path).isBetween(400, 404);
                }
            }
        }
    }

    @Test
    void segmentsMethodsAndOptionsThatDoNotExistAreRefused() {
        var routes = new ArrayList<>(GraphRoute.WITH_BODY);
        routes.addAll(GraphRoute.WITHOUT_BODY);
        for (var route : routes) {
            var path = walk.real(route.path());
            var type = route.body().isEmpty() ? "" : "application/json";
            for (var more : List.of("/nothing", "/$nothing", "/x/y/z")) {
                var answer = adele.call(route.method(), path + more, type, bytes(walk.real(route.body())));
                assertSound(answer, route + more);
                softly.assertThat(answer.status()).as(route + more).isBetween(400, 405);
            }
            assertRefused(adele.call("PUT", path, "application/json", bytes("{}")), 405, route.path());
            assertRefused(adele.call("BREW", path, "application/json", bytes("{}")), 405, route.path());
        }
        for (var route : GraphRoute.WITHOUT_BODY) {
            for (var query : List.of(
                    "$top=-1",
                    "$top=x",
                    "$skip=x",
                    "$filter=(",
                    "$orderby=,",
                    "$select=%00",
                    "$expand=x(",
                    "$search=%22",
                    "$skiptoken=%ff",
                    "$deltatoken=x",
                    "&&&===",
                    "x".repeat(8_000))) {
                assertSound(
                        adele.call(route.method(), walk.real(route.path()) + "?" + query, "", new byte[0]),
                        route + query);
            }
        }
        for (var size : List.of("0", "-1", "999999", "99999999999", "x")) {
            var sized = adele.with("Prefer", "odata.maxpagesize=" + size);
            for (var list : List.of("/me/messages", "/me/mailFolders/inbox/messages/delta", "/me/mailFolders")) {
                assertSound(sized.get(list), list + size);
            }
        }
    }

    private void assertEverythingCanBeRead() {
        for (var folder : List.of("drafts", "inbox", "sentitems", "archive")) {
            var link = "/me/mailFolders/" + folder + "/messages?$top=100&$expand=attachments";
            while (!link.isEmpty()) {
                var page = adele.get(link);
                softly.assertThat(page.status()).as(page.text()).isEqualTo(200);
                link = page.json().path("@odata.nextLink").asString("");
            }
        }
        softly.assertThat(adele.get("/me/mailFolders?$top=1000").status()).isEqualTo(200);
        softly.assertThat(adele.get("/subscriptions").status()).isEqualTo(200);
        var control = sandbox.address() + "/_sandbox/";
        softly.assertThat(adele.get(control + "ledger?limit=1000").status()).isEqualTo(200);
        // what could not be written would be lost with the process
        sandbox.close();
        sandbox = Sandbox.start(new SandboxOptions(0, null, 0, folder.resolve("state")));
        var again = MailApp.of(sandbox, "adele@contoso.example");
        softly.assertThat(again.get("/me/mailFolders/drafts/messages?$top=100").status())
                .isEqualTo(200);
        softly.assertThat(again.get("/me/mailFolders/drafts/messages?$top=100").value())
                .isNotEmpty();
    }

    private void assertSound(MailApp.Reply answer, String what) {
        var shown = shortened(what) + " " + shortened(answer.text());
        softly.assertThat(answer.status()).as(shown).isLessThan(500);
        if (answer.status() >= 400) {
            softly.assertThat(answer.code()).as(shown).isNotEmpty();
            softly.assertThat(answer.json().path("error").path("message").asString())
                    .as(shown)
                    .isNotEmpty();
        }
    }

    private void assertRefused(MailApp.Reply answer, int status, String what) {
        assertSound(answer, what);
        softly.assertThat(answer.status()).as(shortened(what) + answer.text()).isEqualTo(status);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }
}
