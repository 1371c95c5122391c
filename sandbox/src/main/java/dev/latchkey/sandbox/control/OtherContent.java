package dev.latchkey.sandbox.control;

import java.io.IOException;
import java.io.OutputStream;

/** Sends something else than what is written to it. */
final class OtherContent extends OutputStream {

    private final byte[] content;
    private final OutputStream out;

    OtherContent(byte[] content, OutputStream out) {
        this.content = content;
        this.out = out;
    }

    @Override
    public void write(int ignored) {}

    @Override
    public void write(byte[] ignored, int from, int length) {}

    @Override
    public void close() throws IOException {
        out.write(content);
        out.close();
    }
}
