package dev.latchkey.service;

import dev.latchkey.service.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on free ports with a database of its own, one for all tests of this run. */
public final class RunningService {

    private static @Nullable RunningService shared;

    private final ConfigurableApplicationContext context;
    private final URI address;

    private RunningService(ConfigurableApplicationContext context, URI address) {
        this.context = context;
        this.address = address;
    }

    /** The shared one, whose Microsoft is at an address where nobody listens. */
    public static synchronized RunningService shared() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared;
    }

    /** One of its own, with these settings beside the defaults of tests. */
    public static RunningService start(Map<String, String> settings) {
        try {
            var port = freePort();
            var all = new HashMap<>(Map.of(
                    "LATCHKEY_BASE_URL", "http://localhost:" + port,
                    "LATCHKEY_PORT", Integer.toString(port),
                    "LATCHKEY_DATABASE_PORT", "0",
                    "LATCHKEY_DATA_DIR", Files.createTempDirectory("latchkey").toString(),
                    "LATCHKEY_MICROSOFT_CLOUD", "http://127.0.0.1:9",
                    "LATCHKEY_MICROSOFT_CLIENT_ID", "client",
                    "LATCHKEY_MICROSOFT_CLIENT_SECRET", "secret"));
            all.putAll(settings);
            var context = Service.start(SettingsReader.read(all::get));
            Runtime.getRuntime().addShutdownHook(new Thread(context::close));
            return new RunningService(context, URI.create("http://localhost:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI at(String path) {
        return address.resolve(path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
