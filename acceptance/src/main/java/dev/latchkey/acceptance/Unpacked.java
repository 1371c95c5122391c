package dev.latchkey.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/**
 * The jar of the system property {@code latchkey.jar}, taken apart as the launcher does it: so it starts in two thirds of
 * the time.
 */
final class Unpacked {

    /** Made once, when it is first asked for. */
    static final Path JAR = extract(Path.of(System.getProperty("latchkey.jar")), Path.of("target", "latchkey"));

    private Unpacked() {}

    private static Path extract(Path jar, Path folder) {
        var extract = new ProcessBuilder(Demo.JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract");
        extract.command().addAll(List.of("--force", "--destination", folder.toString()));
        try {
            var status = extract.redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError(jar + " cannot be taken apart");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return folder.resolve(jar.getFileName());
    }
}
