package dev.latchkey.app;

import picocli.CommandLine.Option;

/** Where the sandbox listens, on loopback. */
final class SandboxOption {

    static final String PORT = "--sandbox-port";

    @Option(
            names = PORT,
            paramLabel = "<port>",
            defaultValue = "${env:LATCHKEY_SANDBOX_PORT:-8081}",
            description = "The sandbox's port, 0 for any free one (LATCHKEY_SANDBOX_PORT; now: ${DEFAULT-VALUE}).")
    private int port;

    int usablePort() {
        return Preflight.usablePort("127.0.0.1", port, PORT);
    }
}
