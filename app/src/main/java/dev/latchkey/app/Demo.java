package dev.latchkey.app;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.entra.Directory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;

/** The service and a sandbox in one process: two sites, as in life. */
record Demo(Sandbox sandbox, RunningService service) implements AutoCloseable {

    private static final String CLIENT_SECRET = "sandbox-secret";

    /** Starts both at the same time: the service asks nothing of the sandbox before somebody connects. */
    static Demo start(Map<String, String> environment, SandboxOptions options) throws Exception {
        var settings = RunningService.settings(withSandbox(environment, options));
        var sandbox = new FutureTask<>(() -> Sandbox.start(options));
        Thread.ofPlatform().name("sandbox-start").start(sandbox);
        var service = RunningService.start(settings);
        return new Demo(sandbox.get(), service);
    }

    private static Map<String, String> withSandbox(Map<String, String> environment, SandboxOptions options) {
        var values = new TreeMap<>(environment);
        values.put("LATCHKEY_MICROSOFT_CLOUD", "http://127.0.0.1:" + options.port());
        values.putIfAbsent("LATCHKEY_NOTICES_SMTP_URL", "smtp://127.0.0.1:" + options.smtpPort());
        values.put("LATCHKEY_MICROSOFT_CLIENT_ID", Directory.CLIENT_ID);
        values.put("LATCHKEY_MICROSOFT_CLIENT_SECRET", CLIENT_SECRET);
        values.remove("LATCHKEY_MICROSOFT_CERTIFICATE");
        return values;
    }

    /** The service first, so that its last calls are still answered. */
    @Override
    public void close() {
        service.context().close();
        sandbox.close();
    }
}
