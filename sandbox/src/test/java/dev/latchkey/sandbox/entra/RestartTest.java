package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @Test
    void sessionsGrantsAndTokensSurviveARestart(@TempDir Path folder) {
        var file = folder.resolve("sandbox.mv");
        Browser browser;
        App.Reply tokens;
        String unused;
        int port;
        try (var sandbox = Sandbox.start(new SandboxOptions(0, null, 0, file))) {
            var app = new App(sandbox);
            browser = new Browser(sandbox.address());
            port = sandbox.address().getPort();
            var code = App.accept(browser, "adele@adventure-works.example", App.SEND)
                    .parameter("code");
            tokens = app.redeem(code, Map.of());
            unused = browser.open(App.authorize("common", App.SEND, Map.of())).parameter("code");
        }
        try (var sandbox = Sandbox.start(new SandboxOptions(port, null, 0, file))) {
            var app = new App(sandbox);
            assertThat(sandbox.accessTokens().check(tokens.text("access_token")))
                    .isPresent();
            assertThat(app.refresh(tokens.text("refresh_token"), "").status()).isEqualTo(200);
            assertThat(app.redeem(unused, Map.of()).status()).isEqualTo(200);
            assertThat(browser.open(App.authorize("common", App.SEND, Map.of("prompt", "none")))
                            .parameter("code"))
                    .isNotEmpty();
            assertThat(sandbox.ledger().after(0, 10)).hasSize(4);
        }
    }
}
