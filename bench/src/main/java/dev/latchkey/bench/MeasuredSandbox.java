package dev.latchkey.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sandbox in a process of its own. */
final class MeasuredSandbox implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;
    private final OutputStream told;
    private final URI address;
    private final String token;
    private final long startMillis;
    private final long secondStartMillis;

    /**
     * On one core, where the system can bind it to one.
     *
     * @param arguments none, or the file that it keeps everything in
     */
    static MeasuredSandbox onOneCore(String... arguments) throws IOException, InterruptedException {
        return new MeasuredSandbox(canBind() ? List.of("taskset", "-c", "0") : List.of(), arguments);
    }

    static MeasuredSandbox onAllCores() throws IOException {
        return new MeasuredSandbox(List.of());
    }

    private MeasuredSandbox(List<String> binding, String... arguments) throws IOException {
        var command = new ArrayList<>(binding);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                // as the launcher starts it
                "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxProcess.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        told = process.getOutputStream();
        var words = line().split(" ", -1);
        address = URI.create(words[0]);
        token = words[1];
        startMillis = Long.parseLong(words[2]);
        secondStartMillis = Long.parseLong(words[3]);
    }

    URI address() {
        return address;
    }

    String token() {
        return token;
    }

    /** From the call in a fresh JVM to the moment when it answers. */
    long startMillis() {
        return startMillis;
    }

    /** The same for a second one in that JVM. */
    long secondStartMillis() {
        return secondStartMillis;
    }

    /** In bytes. */
    long usedHeap() throws IOException {
        told.write('\n');
        told.flush();
        return Long.parseLong(line());
    }

    @Override
    public void close() throws IOException {
        told.close();
        process.destroy();
    }

    private String line() throws IOException {
        var line = said.readLine();
        if (line == null) {
            throw new IOException("the sandbox has ended");
        }
        return line;
    }

    private static boolean canBind() throws InterruptedException {
        try {
            return new ProcessBuilder("taskset", "-c", "0", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
