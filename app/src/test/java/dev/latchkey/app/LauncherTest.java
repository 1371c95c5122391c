package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final Path LAUNCHER =
            Path.of("..", "latchkey").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void helpListsTheCommands() throws Exception {
        var ended = run(LAUNCHER, "help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .contains("\n  demo ", "\n  serve ", "\n  sandbox ", "\n  explain ", "\n  doctor ", "\n  test ");
    }

    @Test
    void anUnknownCommandIsNamedAndTheRealOnesAreListed() throws Exception {
        var ended = run(LAUNCHER, "dmeo");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USE.number);
        assertThat(ended.err())
                .startsWith("latchkey: there is no command 'dmeo'\n")
                .contains("\n  demo ");
    }

    @Test
    void itIsFoundThroughALinkInAFolderWithASpace() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("my programs"));
        var link = Files.createSymbolicLink(elsewhere.resolve("latchkey"), LAUNCHER);

        var ended = run(link, "help");
        Files.delete(link);

        assertThat(ended.exitCode()).isZero();
    }

    private static RunningProcess.Ended run(Path launcher, String command) throws Exception {
        return RunningProcess.start(Map.of(), List.of(launcher.toString(), command))
                .awaitEnd();
    }
}
