package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void anUnknownCommandIsOneLineThatNamesTheHelp() throws Exception {
        run(LAUNCHER, "dmeo").isRefusal(ExitCode.WRONG_USE, "there is no command 'dmeo'", "./latchkey help");
    }

    @Test
    void testExplainsItselfWithoutABuild() throws Exception {
        var ended = run(LAUNCHER, "test", "--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("Usage: ./latchkey test ").doesNotContain("mvn");
    }

    @Test
    void itIsFoundThroughALinkInAFolderWithASpace() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("my programs"));
        var link = Files.createSymbolicLink(elsewhere.resolve("latchkey"), LAUNCHER);

        var ended = run(link, "help");
        Files.delete(link);

        assertThat(ended.exitCode()).isZero();
    }

    private static RunningProcess.Ended run(Path launcher, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return RunningProcess.start(Map.of(), command).awaitEnd();
    }
}
