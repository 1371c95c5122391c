package dev.latchkey.sandbox;

import io.helidon.common.socket.SocketOptions;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
    private final List<Integer> ports;

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
        ports = IntStream.of(options.port(), httpsPort == null ? 0 : httpsPort)
                .boxed()
                .toList();
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

    /**
     * Returns once it answers.
     *
     * @throws UncheckedIOException that names the port which is taken
     */
    void start() {
        // Helidon only logs that it could not listen
        ports.forEach(WebDoor::requireFree);
        server.start();
        if (!server.isRunning()) {
            var refused = new BindException("The sandbox cannot listen on the ports " + ports + " of " + LOOPBACK);
            throw new UncheckedIOException(refused.getMessage(), refused);
        }
    }

    private static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK)).close();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot listen on port " + port + ": " + e.getMessage(), e);
        }
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
