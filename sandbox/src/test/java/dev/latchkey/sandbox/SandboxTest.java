package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SandboxTest {

    @Test
    void theHomePageSaysThatItIsASimulationAndNamesEveryUser() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests());
                var browser = HttpClient.newHttpClient()) {
            var page = browser.send(HttpRequest.newBuilder(sandbox.address()).build(), BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Simulation", "It is not\nMicrosoft");
            assertThat(sandbox.directory().users())
                    .hasSize(21)
                    .allSatisfy(user -> assertThat(page.body()).contains(user.address()));
        }
    }

    @Test
    void anAccessTokenNamesItsCallerUntilItExpires() {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests())) {
            var adele =
                    sandbox.directory().userByAddress("Adele@Contoso.example").orElseThrow();
            var caller = new Caller(
                    sandbox.directory().application().clientId(),
                    adele.tenantId(),
                    adele.objectId(),
                    Resource.GRAPH.audience(),
                    Set.of("Mail.Send"));

            var token = sandbox.accessTokens().issue(caller);

            assertThat(sandbox.accessTokens().check(token.value())).contains(caller);
            assertThat(sandbox.accessTokens().check(token.value() + "x")).isEmpty();
            assertThat(sandbox.accessTokens().check("not a token")).isEmpty();
            sandbox.clock().move(token.expiresIn().plus(Duration.ofSeconds(1)));
            assertThat(sandbox.accessTokens().check(token.value())).isEmpty();
        }
    }
}
