package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Randomness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Attachments that are too large to be held in memory, each a file. It outlives the messages that share it, up to a reset, or
 * to the end where nothing is kept.
 */
public final class LargeContents implements AutoCloseable {

    /** A line of MIME that can be the name of one, in base64. */
    private static final Pattern NAME = Pattern.compile("(?m)^bGFyZ2U6[A-Za-z0-9+/]{40,68}={0,2}(?=\\r?$)");

    private final Path folder;
    private final boolean stays;
    private final Randomness random;

    /** @param data the file of everything else, beside which they lie; null where nothing is kept */
    public LargeContents(@Nullable Path data, Randomness random) {
        this.folder = data == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "sandbox-attachments-" + UUID.randomUUID())
                : data.resolveSibling(data.getFileName() + ".attachments");
        this.stays = data != null;
        this.random = random;
    }

    /** A new, empty one; returns its id. */
    public String begin() {
        var id = random.uuid();
        try {
            Files.createDirectories(folder);
            Files.createFile(folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return id;
    }

    /** How much of it is there, in bytes. */
    public long size(String id) {
        try {
            return Files.size(folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void append(String id, byte[] range) {
        try (var out = Files.newOutputStream(folder.resolve(id), StandardOpenOption.APPEND)) {
            out.write(range);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes one that no message has got. */
    public void drop(String id) {
        try {
            Files.deleteIfExists(folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream open(Content content) throws IOException {
        return switch (content) {
            case Content.Large(var id, var _)
            when Files.exists(folder.resolve(id)) -> Files.newInputStream(folder.resolve(id));
            // or somebody wrote what looks like the name of one
            case Content.Large named -> new ByteArrayInputStream(named.stored());
            case Content.Bytes(var bytes) -> new ByteArrayInputStream(bytes);
        };
    }

    /** Writes MIME with the contents in the place of their names. */
    void write(byte[] mime, OutputStream out) throws IOException {
        var names = NAME.matcher(new String(mime, StandardCharsets.ISO_8859_1));
        var written = 0;
        while (names.find()) {
            if (Content.of(Base64.getDecoder().decode(names.group())) instanceof Content.Large large
                    && Files.exists(folder.resolve(large.id()))) {
                out.write(mime, written, names.start() - written);
                encode(large, out);
                written = names.end();
            }
        }
        out.write(mime, written, mime.length - written);
    }

    private void encode(Content.Large large, OutputStream out) throws IOException {
        // its end is the end of the part, not of the message
        var part = Base64.getMimeEncoder().wrap(new Unclosed(out));
        try (part;
                var in = open(large)) {
            in.transferTo(part);
        }
    }

    /** Removes all of them. */
    public void clear() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!stays) {
            clear();
        }
    }

    private static final class Unclosed extends java.io.FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
