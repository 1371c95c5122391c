package dev.latchkey.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks before the start that would otherwise fail deep inside a library. */
final class Preflight {

    private static final int HIGHEST_PORT = 65535;

    private Preflight() {}

    /** The port itself, or a free one for 0. */
    static int usablePort(String host, int port, String option) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Refusal(
                    ExitCode.WRONG_USE,
                    "%s %d is not a port: it must be 0 to %d".formatted(option, port, HIGHEST_PORT));
        }
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Refusal(ExitCode.CONFIGURATION, "the host '%s' is not known here".formatted(host));
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.PORT_TAKEN,
                    "port %d on %s cannot be used (%s); stop what uses it or choose another with %s"
                            .formatted(port, host, e.getMessage(), option));
        }
    }

    static void folderIsWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "write", ".check"));
        } catch (FileAlreadyExistsException e) {
            throw unwritable(folder, "it is a file");
        } catch (IOException e) {
            throw unwritable(folder, Complaint.reason(e));
        }
    }

    private static Refusal unwritable(Path folder, String reason) {
        return new Refusal(
                ExitCode.DATA_FOLDER,
                "the data folder %s cannot be written: %s; choose another with --data-dir or LATCHKEY_DATA_DIR"
                        .formatted(folder.toAbsolutePath(), reason));
    }
}
