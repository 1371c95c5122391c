package dev.latchkey.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the system says of a process. */
final class Memory {

    private Memory() {}

    /** Resident set size, without the PostgreSQL beside it. */
    static long residentMegabytes(long pid) throws IOException, InterruptedException {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        var kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (ps.waitFor() != 0) {
            throw new IOException("ps does not know the process " + pid);
        }
        return Long.parseLong(kilobytes) / 1024;
    }
}
