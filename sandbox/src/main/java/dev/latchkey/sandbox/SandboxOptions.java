package dev.latchkey.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to start a sandbox.
 *
 * @param port where to listen on 127.0.0.1; 0 for any free port
 * @param httpsPort where to listen for the same over https; 0 for any free port, null for nowhere
 * @param smtpPort where to take mail over SMTP; 0 for any free port
 * @param data the file that keeps its state; null to forget everything at the end
 * @param seed gives ids, secrets and keys; null for what nobody can guess
 */
public record SandboxOptions(
        int port,
        @Nullable Integer httpsPort,
        int smtpPort,
        @Nullable Path data,
        @Nullable Long seed) {

    /** With what nobody can guess. */
    public SandboxOptions(int port, @Nullable Integer httpsPort, int smtpPort, @Nullable Path data) {
        this(port, httpsPort, smtpPort, data, null);
    }

    /** The port of the demo. */
    public static final int DEFAULT_PORT = 8081;

    /** The demo's port for https. */
    public static final int DEFAULT_HTTPS_PORT = 8443;

    /** The demo's port for SMTP. */
    public static final int DEFAULT_SMTP_PORT = 2587;

    /** Free ports, no https, nothing kept. */
    public static SandboxOptions forTests() {
        return new SandboxOptions(0, null, 0, null);
    }

    /** Over https too, at any free port. */
    public SandboxOptions withHttps() {
        return new SandboxOptions(port, 0, smtpPort, data, seed);
    }

    /** With everything in that file, in memory only what was needed last: for more mail than memory should hold. */
    public SandboxOptions keptIn(Path file) {
        return new SandboxOptions(port, httpsPort, smtpPort, file, seed);
    }

    /**
     * With ids, secrets and keys that are the same for the same steps after each start and reset. The time is not, and
     * neither are the ids by which a request is looked for.
     */
    public SandboxOptions withSeed(long number) {
        return new SandboxOptions(port, httpsPort, smtpPort, data, number);
    }
}
