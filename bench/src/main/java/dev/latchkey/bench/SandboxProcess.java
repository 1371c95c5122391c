package dev.latchkey.bench;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** The process that is measured: a sandbox in memory, or in the file that it is called with, told what to do on its standard input. */
final class SandboxProcess {

    private static final PrintStream OUT = System.out;
    static final String MEMBER = "adele@adventure-works.example";

    private SandboxProcess() {}

    public static void main(String[] arguments) throws IOException {
        var inMemory = SandboxOptions.forTests();
        var options = arguments.length == 0 ? inMemory : inMemory.keptIn(Path.of(arguments[0]));
        var begun = System.nanoTime();
        try (var sandbox = Sandbox.start(options)) {
            var millis = millisSince(begun);
            OUT.println(sandbox.address() + " " + token(sandbox) + " " + millis + " " + secondStart());
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                OUT.println(usedHeap());
            }
        }
    }

    private static long secondStart() {
        var begun = System.nanoTime();
        Sandbox.start(SandboxOptions.forTests()).close();
        return millisSince(begun);
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static String token(Sandbox sandbox) {
        var user = sandbox.directory().userByAddress(MEMBER).orElseThrow();
        return sandbox.accessTokens()
                .issue(new Caller(
                        sandbox.directory().application().clientId(),
                        user.tenantId(),
                        user.objectId(),
                        Resource.GRAPH.audience(),
                        Set.of("User.Read", "Mail.ReadWrite", "Mail.Send")))
                .value();
    }

    /** In bytes, without what nobody needs any more. */
    private static long usedHeap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
