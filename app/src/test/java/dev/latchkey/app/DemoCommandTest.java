package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path folder;

    @Test
    void printsTheAddressesAndALinkThatWorkAndKeepsItsFolderToItself() throws Exception {
        try (var demo = start()) {
            var service = demo.awaitLine(line -> line.startsWith("  Latchkey "));
            assertThat(statusOf(addressIn(service) + "/sign-in")).isEqualTo(200);
            var sandbox = demo.awaitLine(line -> line.startsWith("  simulated Microsoft "));
            assertThat(statusOf(addressIn(sandbox) + "/")).isEqualTo(200);
            var welcome = demo.awaitLine(line -> line.contains("/welcome/"));
            assertThat(statusOf(addressIn(welcome))).isEqualTo(200);

            try (var second = start()) {
                second.awaitEnd().isRefusal(ExitCode.DATA_FOLDER, folder.toString(), "another Latchkey");
            }

            demo.terminate();
            var ended = demo.awaitEnd();
            assertThat(ended.err()).isEmpty();
            assertThat(ended.exitCode()).isEqualTo(143);
        }
        assertThat(folder.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }

    private RunningProcess start() throws Exception {
        var environment = Map.of("LATCHKEY_DATA_DIR", folder.toString(), "LATCHKEY_DATABASE_PORT", "0");
        return RunningProcess.latchkey(environment, List.of("demo", "--port", "0", "--sandbox-port", "0"));
    }

    private static String addressIn(String line) {
        return line.substring(line.indexOf("http://"));
    }

    private static int statusOf(String address) throws Exception {
        try (var browser = HttpClient.newHttpClient()) {
            return browser.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
