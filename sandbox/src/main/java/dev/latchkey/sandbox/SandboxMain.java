package dev.latchkey.sandbox;

import java.nio.file.Path;
import java.util.List;

/** Runs the sandbox alone: {@code java -cp … dev.latchkey.sandbox.SandboxMain [--port 8081] [--data sandbox.mv]}. */
public final class SandboxMain {

    private static final String USAGE = "Usage: sandbox [--port <number>] [--data <file>]";

    private SandboxMain() {}

    public static void main(String... arguments) {
        try {
            var sandbox = Sandbox.start(options(List.of(arguments)));
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
            System.out.println("The simulated Microsoft runs at " + sandbox.address());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static SandboxOptions options(List<String> arguments) {
        var options = new SandboxOptions(SandboxOptions.DEFAULT_PORT, null);
        for (var i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(USAGE);
            }
            var value = arguments.get(i + 1);
            options = switch (arguments.get(i)) {
                case "--port" -> new SandboxOptions(port(value), options.data());
                case "--data" -> new SandboxOptions(options.port(), Path.of(value));
                default -> throw new IllegalArgumentException(USAGE);
            };
        }
        return options;
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port is a number, not " + value, e);
        }
    }
}
