package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxCommandTest {

    @TempDir
    private Path folder;

    @Test
    void runsUntilItIsToldToEnd() throws Exception {
        try (var sandbox = start("--sandbox-port", "0");
                var browser = HttpClient.newHttpClient()) {
            var said = sandbox.awaitLine(line -> line.contains("http://127.0.0.1:"));
            var address = URI.create(said.replaceFirst(".*(http://127.0.0.1:\\d+).*", "$1/"));
            var page = browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);

            sandbox.terminate();

            assertThat(sandbox.awaitEnd().exitCode()).isEqualTo(143);
        }
        assertThat(folder.resolve("sandbox")).isNotEmptyDirectory();
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());

            start("--sandbox-port", port).awaitEnd().isRefusal(ExitCode.PORT_TAKEN, port, "--sandbox-port");
        }
    }

    @Test
    void aPortThatIsNoNumberIsOneLine() throws Exception {
        start("--sandbox-port", "http").awaitEnd().isRefusal(ExitCode.WRONG_USE, "--sandbox-port", "http");
    }

    @Test
    void anEnvironmentVariableThatIsNoNumberIsOneLine() throws Exception {
        start(Map.of("LATCHKEY_SANDBOX_PORT", "soon"), List.of("sandbox"))
                .awaitEnd()
                .isRefusal(ExitCode.WRONG_USE, "--sandbox-port", "soon");
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsOneLine() throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        start("--data-dir", file.toString(), "--sandbox-port", "0")
                .awaitEnd()
                .isRefusal(ExitCode.DATA_FOLDER, file.toString(), "--data-dir");
    }

    @Test
    void aDataFolderInUseIsOneLine() throws Exception {
        try (var first = start("--sandbox-port", "0")) {
            first.awaitLine(line -> line.contains("http://127.0.0.1:"));

            start("--sandbox-port", "0").awaitEnd().isRefusal(ExitCode.DATA_FOLDER, "another");
        }
    }

    @Test
    void anUnknownOptionIsOneLine() throws Exception {
        start("--colour").awaitEnd().isRefusal(ExitCode.WRONG_USE, "--colour");
    }

    @Test
    void loadsMailIntoAMailbox() throws Exception {
        Files.writeString(folder.resolve("one.eml"), "From: ada@example.com\r\nSubject: One\r\n\r\nHello\r\n");
        Files.writeString(folder.resolve("two.eml"), "From: ada@example.com\r\nSubject: Two\r\n\r\nHello\r\n");

        try (var sandbox =
                start("--sandbox-port", "0", "--import", folder.toString(), "--mailbox", "adele@contoso.example")) {
            assertThat(sandbox.awaitLine(line -> line.startsWith("Loaded")))
                    .isEqualTo("Loaded 2 messages into the inbox of adele@contoso.example");
        }
    }

    @Test
    void aMailboxThatIsNotThereIsOneLine() throws Exception {
        start("--sandbox-port", "0", "--import", folder.toString(), "--mailbox", "nobody@contoso.example")
                .awaitEnd()
                .isRefusal(ExitCode.WRONG_USE, "--mailbox", "nobody@contoso.example");
    }

    @Test
    void mailThatIsNotThereIsOneLine() throws Exception {
        var absent = folder.resolve("absent").toString();

        var ended = start("--sandbox-port", "0", "--import", absent, "--mailbox", "adele@contoso.example")
                .awaitEnd();
        ended.isRefusal(ExitCode.WRONG_USE, "--import", absent);
        assertThat(ended.out()).isEmpty();
    }

    private RunningProcess start(String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("sandbox"));
        arguments.addAll(List.of(options));
        return start(Map.of("LATCHKEY_DATA_DIR", folder.toString()), arguments);
    }

    private static RunningProcess start(Map<String, String> environment, List<String> arguments) throws Exception {
        return RunningProcess.latchkey(environment, arguments);
    }
}
