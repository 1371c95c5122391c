package dev.latchkey.app;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the sandbox listens. */
final class SandboxPort {

    private static final String NAME = "--sandbox-port";

    @Option(
            names = NAME,
            paramLabel = "<port>",
            defaultValue = "${env:LATCHKEY_SANDBOX_PORT:-8081}",
            description = "The sandbox's port, 0 for any free one (LATCHKEY_SANDBOX_PORT; now: ${DEFAULT-VALUE}).")
    private int port = SandboxOptions.DEFAULT_PORT;

    void check() {
        Preflight.portIsFree("127.0.0.1", port, NAME);
    }

    Sandbox start(Path file) {
        return Sandbox.start(new SandboxOptions(port, file));
    }
}
