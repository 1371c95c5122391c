package dev.latchkey.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP/1.1 connection that is kept, and costs the one who measures as little as possible. */
final class HttpConnection implements AutoCloseable {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    record Answer(int status, String body) {}

    private final Socket socket;
    private final InputStream in;

    HttpConnection(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 65_536);
    }

    static byte[] request(String method, String path, String token, String type, byte[] body) {
        var head =
                "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(method, path, token, type, body.length)
                        .getBytes(StandardCharsets.UTF_8);
        var all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    static byte[] get(String path, String token) {
        return request("GET", path, token, "application/json", new byte[0]);
    }

    Answer call(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = 0;
        var length = 0;
        for (var line = line(); line.length > 0; line = line()) {
            if (status == 0) {
                status = Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
            } else if (isLength(line)) {
                var value = new String(line, LENGTH.length, line.length - LENGTH.length, StandardCharsets.US_ASCII);
                length = Integer.parseInt(value.strip());
            }
        }
        return new Answer(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static boolean isLength(byte[] line) {
        if (line.length < LENGTH.length) {
            return false;
        }
        for (var i = 0; i < LENGTH.length; i++) {
            if (Character.toLowerCase(line[i]) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    /** Without its end. */
    private byte[] line() throws IOException {
        var line = new byte[1024];
        var length = 0;
        for (var read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the sandbox has hung up");
            }
            if (length < line.length) {
                line[length++] = (byte) read;
            }
        }
        return Arrays.copyOf(line, Math.max(0, length - 1));
    }
}
