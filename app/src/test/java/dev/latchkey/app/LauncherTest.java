package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void theJdkOfJavaHomeIsTakenWhereItIsNewEnough() throws Exception {
        var home = jdk("home", "25.0.1");
        var onPath = jdk("path", "26");

        assertThat(chosen(home, onPath.resolve("bin"))).isEqualTo(home);
    }

    @Test
    void anOlderJavaHomeIsPassedOverForTheJavaOnThePath() throws Exception {
        var onPath = jdk("path", "26");

        assertThat(chosen(jdk("home", "17.0.9"), onPath.resolve("bin"))).isEqualTo(onPath);
    }

    @Test
    void aShimOnThePathIsAskedForItsJdk() throws Exception {
        var behind = jdk("behind", "25");
        var shims = Files.createDirectory(folder.resolve("shims"));
        script(shims.resolve("java"), "echo '    java.home = " + behind + "' >&2");

        assertThat(chosen(jdk("home", "17"), shims)).isEqualTo(behind);
    }

    @Test
    void aRuntimeWithoutCompilerAndOlderOnesInTheUsualFoldersArePassedOver() throws Exception {
        var home = jdk("home", "25");
        Files.delete(home.resolve("bin/javac"));
        jdk("sdkman/candidates/java/17.0.9-tem", "17.0.9");
        jdk("sdkman/candidates/java/21.0.4-tem", "21.0.4");
        var newEnough = jdk("sdkman/candidates/java/25-tem", "25");

        assertThat(chosen(home, jdk("path", "17").resolve("bin"))).isEqualTo(newEnough);
    }

    /** What the launcher gives to the build, of which only a stand-in is there. */
    private Path chosen(Path javaHome, Path onPath) throws Exception {
        var project = Files.createDirectory(folder.resolve("project"));
        var launcher = Files.copy(LAUNCHER, project.resolve("latchkey"), StandardCopyOption.COPY_ATTRIBUTES);
        script(project.resolve("mvnw"), "echo \"JAVA_HOME=$JAVA_HOME\"");
        var environment = Map.of(
                "JAVA_HOME", javaHome.toString(),
                "PATH", onPath + ":/usr/bin:/bin",
                "HOME", folder.toString(),
                "SDKMAN_DIR", folder.resolve("sdkman").toString(),
                "LATCHKEY_CHROMIUM", "none");
        var ended = RunningProcess.start(environment, List.of(launcher.toString(), "test"))
                .awaitEnd();
        return Path.of(ended.out()
                .lines()
                .filter(line -> line.startsWith("JAVA_HOME="))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ended.err()))
                .substring("JAVA_HOME=".length()));
    }

    private Path jdk(String name, String version) throws IOException {
        var home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "exit 1");
        script(home.resolve("bin/javac"), "exit 1");
        return home;
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static RunningProcess.Ended run(Path launcher, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return RunningProcess.start(Map.of(), command).awaitEnd();
    }
}
