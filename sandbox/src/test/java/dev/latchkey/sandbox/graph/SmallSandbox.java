package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sandbox in a process of its own, which has little memory. */
final class SmallSandbox implements AutoCloseable {

    private final Process process;
    private final URI address;
    private final List<String> tokens;

    SmallSandbox(int megabytes, String... people) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-Xmx" + megabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallSandbox.class.getName());
        builder.command().addAll(List.of(people));
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var words = String.valueOf(said.readLine()).split(" ", -1);
        address = URI.create(words[0]);
        tokens = List.of(words).subList(1, words.length);
    }

    URI address() {
        return address;
    }

    /** The application of one of those people. */
    MailApp app(int person) {
        return new MailApp(address, tokens.get(person));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Runs until its input ends. */
    public static void main(String[] people) throws IOException {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests())) {
            var line = new StringBuilder(sandbox.address().toString());
            for (var person : people) {
                line.append(' ').append(MailApp.of(sandbox, person).token());
            }
            System.out.println(line);
            System.in.readAllBytes();
        }
    }
}
