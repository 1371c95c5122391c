package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a start, each as a person would meet it: in a process of its own. */
class ServeCommandTest {

    @TempDir
    private Path folder;

    @Test
    void everyMissingSettingIsNamedAtOnce() throws Exception {
        var ended = RunningProcess.latchkey(Map.of("LATCHKEY_DATA_DIR", folder.toString()), List.of("serve"))
                .awaitEnd();

        assertThat(ended.exitCode()).isEqualTo(ExitCode.CONFIGURATION.number);
        assertThat(ended.err().lines()).hasSize(2).allMatch(line -> line.startsWith("latchkey: LATCHKEY_MICROSOFT_"));
    }

    @Test
    void aBrokenEnvironmentVariableIsOneLine() throws Exception {
        start(Map.of("LATCHKEY_BASE_URL", "mail.example"))
                .awaitEnd()
                .isRefusal(ExitCode.CONFIGURATION, "LATCHKEY_BASE_URL", "mail.example");
    }

    @Test
    void aPortThatIsNoNumberIsOneLine() throws Exception {
        start(Map.of(), "--port", "abc").awaitEnd().isRefusal(ExitCode.WRONG_USE, "--port", "abc");
    }

    @Test
    void aKeyFileWithoutKeysIsOneLine() throws Exception {
        var file = Files.writeString(folder.resolve("keys.json"), "{\"primaryKeyId\": 1");

        start(Map.of("LATCHKEY_KEY_FILE", file.toString(), "LATCHKEY_DATABASE_PORT", "0"), "--port", "0")
                .awaitEnd()
                .isRefusal(ExitCode.CONFIGURATION, "LATCHKEY_KEY_FILE", file.toString());
    }

    @Test
    void aKeyFileThatIsLostIsOneLineAndNotMadeAnew() throws Exception {
        try (var running = start(Map.of())) {
            running.awaitLine(line -> line.contains("first sign-in"));
            running.terminate();
            running.awaitEnd();
        }
        var keys = folder.resolve("vault-keys.json");
        Files.delete(keys);

        start(Map.of()).awaitEnd().isRefusal(ExitCode.CONFIGURATION, keys.toString(), "backup");
        assertThat(keys).doesNotExist();
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());

            start(Map.of(), "--port", port).awaitEnd().isRefusal(ExitCode.PORT_TAKEN, port, "--port");
        }
    }

    @Test
    void aTakenPortOfTheEmbeddedDatabaseIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());

            start(Map.of("LATCHKEY_DATABASE_PORT", port))
                    .awaitEnd()
                    .isRefusal(ExitCode.PORT_TAKEN, port, "LATCHKEY_DATABASE_PORT");
        }
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsOneLine() throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        start(Map.of(), "--data-dir", file.toString())
                .awaitEnd()
                .isRefusal(ExitCode.DATA_FOLDER, file.toString(), "--data-dir");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsOneLine() throws Exception {
        var nobody = "jdbc:postgresql://127.0.0.1:1/latchkey?user=nobody&password=hidden";

        var ended = start(Map.of("LATCHKEY_DATABASE_URL", nobody, "LATCHKEY_DATABASE_OWNER_URL", nobody))
                .awaitEnd();

        ended.isRefusal(ExitCode.DATABASE, "127.0.0.1:1/latchkey");
        assertThat(ended.err()).doesNotContain("hidden");
        assertThat(ended.out()).isEmpty();
    }

    private RunningProcess start(Map<String, String> environment, String... options) throws Exception {
        var values = new TreeMap<>(Map.of(
                "LATCHKEY_DATA_DIR", folder.toString(),
                "LATCHKEY_PORT", "0",
                "LATCHKEY_DATABASE_PORT", "0",
                "LATCHKEY_MICROSOFT_CLIENT_ID", "00000000-0000-0000-0000-000000000000",
                "LATCHKEY_MICROSOFT_CLIENT_SECRET", "not used"));
        values.putAll(environment);
        var arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        return RunningProcess.latchkey(values, arguments);
    }
}
