package dev.latchkey.microsoft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Misbehaves below HTTP: after the head of a request it does with the connection whatever it was told. */
public final class RawServer implements AutoCloseable {

    public interface Behaviour {
        void with(Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;

    public RawServer(Behaviour behaviour) {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                accept(behaviour);
            }
        });
    }

    public Cloud cloud() {
        return Cloud.of("http://127.0.0.1:" + listener.getLocalPort());
    }

    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    /** Reads the head of the next request. */
    public static void head(Socket connection) throws IOException {
        var head = new StringBuilder();
        for (var next = connection.getInputStream().read();
                next >= 0;
                next = connection.getInputStream().read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return;
            }
        }
    }

    private void accept(Behaviour behaviour) {
        try {
            var connection = listener.accept();
            Thread.ofVirtual().start(() -> serve(connection, behaviour));
        } catch (IOException e) {
            // closed
        }
    }

    private static void serve(Socket accepted, Behaviour behaviour) {
        try (var connection = accepted) {
            head(connection);
            behaviour.with(connection);
        } catch (IOException e) {
            // the other side left
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
