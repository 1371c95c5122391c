package dev.latchkey.app;

import dev.latchkey.sandbox.SandboxOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the sandbox listens, on loopback. */
final class SandboxOption {

    static final String PORT = "--sandbox-port";
    static final String HTTPS_PORT = "--sandbox-https-port";
    static final String SMTP_PORT = "--sandbox-smtp-port";

    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = PORT,
            paramLabel = "<port>",
            defaultValue = "${env:LATCHKEY_SANDBOX_PORT:-8081}",
            description = "The sandbox's port, 0 for any free one (LATCHKEY_SANDBOX_PORT; now: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = HTTPS_PORT,
            paramLabel = "<port>",
            defaultValue = "${env:LATCHKEY_SANDBOX_HTTPS_PORT:-8443}",
            description =
                    "Its port for https, 0 for any free one (LATCHKEY_SANDBOX_HTTPS_PORT; now: ${DEFAULT-VALUE}).")
    private int httpsPort;

    @Option(
            names = SMTP_PORT,
            paramLabel = "<port>",
            defaultValue = "${env:LATCHKEY_SANDBOX_SMTP_PORT:-2587}",
            description =
                    "The port at which it takes mail, 0 for any free one (LATCHKEY_SANDBOX_SMTP_PORT; now: ${DEFAULT-VALUE}).")
    private int smtpPort;

    SandboxOptions usable(Path file) {
        return usable(port, httpsPort, smtpPort, file);
    }

    /** With the ports themselves, or free ones for 0. */
    static SandboxOptions usable(int port, int httpsPort, int smtpPort, Path file) {
        return new SandboxOptions(
                Preflight.usablePort(LOOPBACK, port, PORT),
                Preflight.usablePort(LOOPBACK, httpsPort, HTTPS_PORT),
                Preflight.usablePort(LOOPBACK, smtpPort, SMTP_PORT),
                file);
    }
}
