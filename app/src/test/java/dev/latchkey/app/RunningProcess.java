package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program started as a person would start it, with what it printed. */
final class RunningProcess implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;

    private RunningProcess(Process process) {
        this.process = process;
    }

    /** The command line of this module in a JVM of its own. */
    static RunningProcess latchkey(Map<String, String> environment, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Latchkey.class.getName()));
        command.addAll(arguments);
        return start(environment, command);
    }

    static RunningProcess start(Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().put("LATCHKEY_SANDBOX_SMTP_PORT", "0");
        builder.environment().put("LATCHKEY_SANDBOX_HTTPS_PORT", "0");
        builder.environment().putAll(environment);
        return new RunningProcess(builder.start());
    }

    /** Reads on until a line of the ordinary output fits. */
    String awaitLine(Predicate<String> fits) throws IOException {
        var out = process.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (fits.test(line)) {
                return line;
            }
        }
        throw new AssertionError(
                "ended without the expected line: " + process.errorReader().readAllAsString());
    }

    Ended awaitEnd() throws Exception {
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            var printed = out.readAllAsString();
            var complained = err.readAllAsString();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), printed, complained);
        }
    }

    /** The signal of Ctrl-C or of an operator. */
    void terminate() {
        process.toHandle().destroy(); // unlike Process.destroy it leaves the output readable
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    record Ended(int exitCode, String out, String err) {

        void isRefusal(ExitCode expected, String... words) {
            assertThat(err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("latchkey: ")
                    .contains(words);
            assertThat(exitCode).isEqualTo(expected.number);
        }
    }
}
