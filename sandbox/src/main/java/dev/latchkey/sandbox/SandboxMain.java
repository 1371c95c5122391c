package dev.latchkey.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sandbox alone: {@code java -cp … dev.latchkey.sandbox.SandboxMain [--port 8081] [--https-port 8443] [--smtp-port 2587] [--data sandbox.mv] [--import
 * <folder of .eml files, or mbox> --mailbox <address>]}.
 */
public final class SandboxMain {

    private static final String USAGE =
            "Usage: sandbox [--port <number>] [--https-port <number>] [--smtp-port <number>] [--data <file>] [--import <folder or mbox> --mailbox <address>]";
    private static final Set<String> NAMES =
            Set.of("--port", "--https-port", "--smtp-port", "--data", "--import", "--mailbox");

    private SandboxMain() {}

    public static void main(String... arguments) {
        try {
            var given = named(List.of(arguments));
            var sandbox = Sandbox.start(options(given));
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
            load(sandbox, given.get("--import"), given.get("--mailbox"));
            System.out.println("The simulated Microsoft runs at " + sandbox.address());
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static SandboxOptions options(List<String> arguments) {
        return options(named(arguments));
    }

    private static SandboxOptions options(Map<String, String> given) {
        var data = given.get("--data");
        return new SandboxOptions(
                port(given, "--port", SandboxOptions.DEFAULT_PORT),
                port(given, "--https-port", SandboxOptions.DEFAULT_HTTPS_PORT),
                port(given, "--smtp-port", SandboxOptions.DEFAULT_SMTP_PORT),
                data == null ? null : Path.of(data));
    }

    private static void load(Sandbox sandbox, @Nullable String source, @Nullable String mailbox) throws IOException {
        if (source != null && mailbox != null) {
            var count = sandbox.exchange().mailImport().load(Path.of(source), mailbox);
            System.out.println("Imported " + count + " messages into " + mailbox);
        }
    }

    private static Map<String, String> named(List<String> arguments) {
        var given = new TreeMap<String, String>();
        for (var i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size() || !NAMES.contains(arguments.get(i))) {
                throw new IllegalArgumentException(USAGE);
            }
            given.put(arguments.get(i), arguments.get(i + 1));
        }
        if (given.containsKey("--import") != given.containsKey("--mailbox")) {
            throw new IllegalArgumentException(USAGE);
        }
        return given;
    }

    private static int port(Map<String, String> given, String name, int otherwise) {
        var value = given.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a number, not " + value, e);
        }
    }
}
