package dev.latchkey.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code latchkey demo} in a process of its own: service and sandbox, on free ports, in a folder of its own. */
final class Demo implements AutoCloseable {

    private static final Pattern OWNER_LINK = Pattern.compile("http://localhost:\\d+/welcome/\\S+");
    private static final String READY = "Latchkey runs";

    private final Path data;
    private final int port = freePort();
    private final int sandboxPort = freePort();
    private final int databasePort = freePort();
    private @Nullable Process process;
    private @Nullable URI ownerLink;

    private Demo(Path data) {
        this.data = data;
    }

    /** With an empty data folder. */
    static Demo start() {
        try {
            var demo = new Demo(Files.createTempDirectory("latchkey-demo"));
            demo.run();
            return demo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI service(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Another site than the service's, as in life. */
    URI sandbox(String path) {
        return URI.create("http://127.0.0.1:" + sandboxPort + path);
    }

    /** What the first start printed for the owner. */
    URI ownerLink() {
        return Optional.ofNullable(ownerLink).orElseThrow(() -> new AssertionError("no sign-in link was printed"));
    }

    /** As a power cut would, for the process; its files and its PostgreSQL stay. */
    void kill() {
        running().destroyForcibly();
        try {
            running().waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts on the same data and the same ports. */
    void run() {
        try {
            var builder = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-jar",
                    System.getProperty("latchkey.jar"),
                    "demo",
                    "--port",
                    Integer.toString(port),
                    "--sandbox-port",
                    Integer.toString(sandboxPort),
                    "--data-dir",
                    data.toString()));
            builder.environment().put("LATCHKEY_DATABASE_PORT", Integer.toString(databasePort));
            builder.redirectError(
                    data.resolveSibling(data.getFileName() + ".err").toFile());
            var started = builder.start();
            process = started;
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process started) throws IOException {
        var out = started.inputReader();
        var ready = false;
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            var link = OWNER_LINK.matcher(line);
            if (link.find()) {
                ownerLink = URI.create(link.group());
            }
            ready |= line.contains(READY);
            if (ready && line.isBlank()) {
                Thread.ofVirtual().start(() -> out.lines().forEach(ignored -> {}));
                return;
            }
        }
        throw new AssertionError(
                "the demo ended at once: " + Files.readString(data.resolveSibling(data.getFileName() + ".err")));
    }

    private Process running() {
        return Optional.ofNullable(process).orElseThrow();
    }

    @Override
    public void close() {
        running().destroy();
        try {
            if (!running().waitFor(20, TimeUnit.SECONDS)) {
                running().destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running().destroyForcibly();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
