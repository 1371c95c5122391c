package dev.latchkey.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the demo once in a temporary folder and looks at its first pages, while the JVM records what that needs. */
@Command(name = "train", hidden = true, description = "Prepares the JVM's cache; called by the launcher.")
final class TrainCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("latchkey-train");
        var environment =
                Map.of("LATCHKEY_DATA_DIR", folder.toString(), "LATCHKEY_PORT", "0", "LATCHKEY_DATABASE_PORT", "0");
        try (var demo = Demo.start(environment, SandboxOption.usable(0, 0, 0, DataFolder.sandboxFile(folder)));
                var browser = HttpClient.newHttpClient()) {
            var service = demo.service();
            look(browser, service.settings().at("/sign-in"));
            look(browser, service.ownerLink().orElseThrow());
            look(browser, demo.sandbox().address().resolve("/"));
        } finally {
            delete(folder);
        }
        return ExitCode.WELL.number;
    }

    private static void look(HttpClient browser, URI page) throws IOException, InterruptedException {
        var answer = browser.send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(), BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(page + " answered " + answer.statusCode());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
