package dev.latchkey.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the parts keep their state; each takes its own place in it. */
final class DataFolder {

    @Option(
            names = "--data-dir",
            paramLabel = "<folder>",
            defaultValue = "${env:LATCHKEY_DATA_DIR:-data}",
            description = "Where everything is kept (LATCHKEY_DATA_DIR; now: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("data");

    Map<String, String> over(Map<String, String> environment) {
        var values = new TreeMap<>(environment);
        values.put("LATCHKEY_DATA_DIR", folder.toString());
        return values;
    }

    Path sandboxFile() {
        return sandboxFile(folder);
    }

    static Path sandboxFile(Path folder) {
        var sandbox = folder.resolve("sandbox");
        Preflight.folderIsWritable(sandbox);
        return sandbox.resolve("sandbox.mv");
    }
}
