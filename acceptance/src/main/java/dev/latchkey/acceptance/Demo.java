package dev.latchkey.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code latchkey demo} in a process of its own: service and sandbox, on free ports, in a folder of its own. Its output goes
 * to files, so that nobody has to read along.
 */
public final class Demo implements AutoCloseable {

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Quick to start, and light: what a test of behaviour wants. */
    private static final List<String> LIGHT = List.of(
            JAVA,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar");

    private static final Pattern OWNER_LINK = Pattern.compile("http://localhost:\\d+/welcome/\\S+");
    private static final String READY = "Latchkey runs";
    private static final long PATIENCE_SECONDS = 120;

    private final List<String> command;
    private final Path folder;
    private final Path data;
    private final Path out;
    private final int port = freePort();
    private final int sandboxPort = freePort();
    private final int databasePort = freePort();
    private @Nullable Process process;

    /** Not started yet; {@code command} is what {@code demo} and its options are added to. */
    public Demo(List<String> command) {
        this.command = command;
        try {
            this.folder = Files.createTempDirectory("latchkey-demo");
            this.data = folder.resolve("data");
            this.out = folder.resolve("out.txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of the system property {@code latchkey.jar}, started, with an empty data folder. */
    public static Demo start() {
        var command = new ArrayList<>(LIGHT);
        command.add(Unpacked.JAR.toString());
        var demo = new Demo(command);
        demo.run();
        demo.awaitReady();
        return demo;
    }

    public URI service(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Another site than the service's, as in life. */
    public URI sandbox(String path) {
        return URI.create("http://127.0.0.1:" + sandboxPort + path);
    }

    /** What the first start printed for the owner. */
    public URI ownerLink() {
        var link = OWNER_LINK.matcher(output());
        if (!link.find()) {
            throw new AssertionError("no sign-in link was printed:\n" + output());
        }
        return URI.create(link.group());
    }

    public long pid() {
        return running().pid();
    }

    /** As a power cut would, for the process; its files and its PostgreSQL stay. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    /** Starts on the same data and the same ports, and returns at once. */
    public void run() {
        try {
            var arguments = new ArrayList<>(command);
            arguments.addAll(List.of("demo", "--port", Integer.toString(port)));
            arguments.addAll(List.of("--sandbox-port", Integer.toString(sandboxPort), "--sandbox-smtp-port", "0"));
            arguments.addAll(List.of("--sandbox-https-port", "0"));
            arguments.addAll(List.of("--data-dir", data.toString()));
            var builder =
                    new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().putAll(Map.of("LATCHKEY_DATABASE_PORT", Integer.toString(databasePort)));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the greeting has been printed. */
    public void awaitReady() {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!greeted()) {
            if (!running().isAlive() || System.nanoTime() > giveUp) {
                throw new AssertionError("the demo did not start:\n" + output());
            }
            pause();
        }
    }

    /** The greeting ends with an empty line. */
    private boolean greeted() {
        var text = output();
        var greeting = text.indexOf(READY);
        return greeting >= 0 && text.indexOf("\n\n", greeting) >= 0;
    }

    private String output() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        return Optional.ofNullable(process).orElseThrow();
    }

    /** Stops, and leaves nothing behind. */
    @Override
    public void close() {
        stop();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C does; it can be run again. */
    public void stop() {
        running().destroy();
        if (!awaitEnd()) {
            running().destroyForcibly();
        }
    }

    private boolean awaitEnd() {
        try {
            return running().waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
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
