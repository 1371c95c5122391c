package dev.latchkey.app;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the service is; each stands for an environment variable and wins over it. */
final class ServiceOptions {

    static final String PORT = "--port";

    @Option(
            names = PORT,
            paramLabel = "<port>",
            description = "The service's port, 0 for any free one (LATCHKEY_PORT; 8080 unless set).")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            description = "The address on which it listens (LATCHKEY_HOST; 127.0.0.1 unless set).")
    private @Nullable String host;

    @Option(
            names = "--base-url",
            paramLabel = "<address>",
            description =
                    "Where browsers and Microsoft reach it (LATCHKEY_BASE_URL; http://localhost:<port> unless set).")
    private @Nullable String baseUrl;

    Map<String, String> over(Map<String, String> environment) {
        var values = new TreeMap<>(environment);
        putIfGiven(values, "LATCHKEY_PORT", port == null ? null : port.toString());
        putIfGiven(values, "LATCHKEY_HOST", host);
        putIfGiven(values, "LATCHKEY_BASE_URL", baseUrl);
        return values;
    }

    private static void putIfGiven(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
