package dev.latchkey.sandbox;

import io.helidon.common.socket.SocketOptions;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Where the sandbox answers over http, and over https the same. */
final class WebDoor implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String HTTPS = "https";
    // delta links and filters are longer than the 4 KB that Helidon takes by itself
    private static final Http1Config HTTP =
            Http1Config.builder().maxPrologueLength(16_384).build();
    // else an answer in two parts waits for the client's delayed acknowledgement of the first
    private static final SocketOptions SOCKET =
            SocketOptions.builder().tcpNoDelay(true).build();

    private final WebServer server;

    /** @param tls asked for where there is to be https */
    WebDoor(SandboxOptions options, Supplier<SSLContext> tls, Consumer<HttpRouting.Builder> routing) {
        var builder = WebServer.builder()
                // an application that tests against the sandbox has configuration and plug-ins of its own
                .config(Config.empty())
                .featuresDiscoverServices(false)
                .host(LOOPBACK)
                .port(options.port())
                .shutdownHook(false)
                .connectionOptions(SOCKET)
                .addProtocol(HTTP)
                .routing(routing);
        var httpsPort = options.httpsPort();
        if (httpsPort != null) {
            builder.putSocket(
                    HTTPS,
                    listener -> listener.host(LOOPBACK)
                            .port(httpsPort)
                            .connectionOptions(SOCKET)
                            .tls(each -> each.sslContext(tls.get()))
                            .addProtocol(HTTP)
                            .routing(routing));
        }
        server = builder.build();
    }

    /** Loads what a web server consists of. */
    static void load() {
        var _ = WebServer.builder()
                .config(Config.empty())
                .featuresDiscoverServices(false)
                .shutdownHook(false)
                .addProtocol(HTTP)
                .routing(HttpRouting.builder())
                .build();
    }

    /** Returns once it answers. */
    void start() {
        server.start();
    }

    URI address() {
        return URI.create("http://" + LOOPBACK + ":" + server.port());
    }

    /** Empty where there is no https. */
    Optional<URI> httpsAddress() {
        var port = server.port(HTTPS);
        return port > 0 ? Optional.of(URI.create("https://localhost:" + port)) : Optional.empty();
    }

    @Override
    public void close() {
        server.stop();
    }
}
