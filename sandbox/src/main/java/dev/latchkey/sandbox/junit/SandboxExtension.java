package dev.latchkey.sandbox.junit;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.client.SandboxClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts one sandbox for a test class, in memory and on free ports, and resets it before each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension microsoft = new SandboxExtension();
 * }</pre>
 */
public final class SandboxExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final SandboxOptions options;
    private @Nullable Sandbox sandbox;
    private @Nullable SandboxClient client;

    public SandboxExtension() {
        this(SandboxOptions.forTests());
    }

    /** @param options such as {@code SandboxOptions.forTests().withHttps()} */
    public SandboxExtension(SandboxOptions options) {
        this.options = options;
    }

    /** The running sandbox. */
    public Sandbox sandbox() {
        if (sandbox == null) {
            throw new IllegalStateException("The sandbox runs only while the tests of the class run");
        }
        return sandbox;
    }

    /** Steers it. */
    public SandboxClient client() {
        if (client == null) {
            client = new SandboxClient(sandbox().address());
        }
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        sandbox = Sandbox.start(options);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (client != null) {
            client.close();
            client = null;
        }
        sandbox().close();
        sandbox = null;
    }
}
