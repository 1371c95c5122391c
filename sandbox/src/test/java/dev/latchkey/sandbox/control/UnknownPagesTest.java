package dev.latchkey.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnknownPagesTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final MailApp program = new MailApp(microsoft.sandbox().address(), "");
    private final MailApp person = program.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    @Test
    void aPersonGetsAPageWithTheWayBack() {
        var browser = new Browser(microsoft.sandbox().address());
        for (var path : List.of("/nowhere", "/%3Cb%3E", "/outlook/a/b/c/d", "/common/oauth2/v2.0/nothing")) {
            var page = person.get(address(path));
            assertThat(page.status()).as(path).isEqualTo(404);
            assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.text())
                    .contains("There is no such page", "href=\"/\"", "href=\"/outlook/\"", "href=\"/entra/\"")
                    .doesNotContain("<b>");
        }
        for (var way : List.of("/", "/outlook/")) {
            assertThat(browser.open(way).status()).as(way).isEqualTo(200);
        }
    }

    @Test
    void aProgramHearsWhatTheServiceSaysWhosePathItIs() {
        assertThat(program.get(address("/outlook/a/b/c/d")).status()).isEqualTo(404);
        assertThat(program.get(address("/_sandbox/nothing"))
                        .json()
                        .path("error")
                        .asString())
                .startsWith("There is no such call");
        for (var tenant : List.of("common", "organizations", "contoso.example")) {
            var reply = program.get(address("/" + tenant + "/oauth2/v2.0/nothing"));
            assertThat(reply.status()).as(tenant).isEqualTo(404);
            assertThat(reply.text()).isEmpty();
        }
        assertThat(program.get(address("/contoso/messages")).code()).isEqualTo("BadRequest");
    }

    private static String address(String path) {
        return microsoft.sandbox().address() + path;
    }
}
