package dev.latchkey.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Bytes of a connection, for clients that no library would be. */
public final class Wire {

    private Wire() {}

    /** Everything that comes until the sandbox hangs up; that it does not within the socket's timeout fails the test. */
    public static String received(Socket socket) throws IOException {
        var text = new StringBuilder();
        try {
            var in = socket.getInputStream();
            for (var read = in.read(); read >= 0; read = in.read()) {
                text.append((char) read);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection stays open after " + text, e);
        } catch (SocketException e) {
            return text.toString();
        }
        return text.toString();
    }
}
