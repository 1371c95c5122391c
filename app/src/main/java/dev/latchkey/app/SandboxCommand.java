package dev.latchkey.app;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "sandbox", description = "Runs the simulated Microsoft cloud alone.")
final class SandboxCommand implements Callable<Integer> {

    /** Kept here because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

    private final PrintStream out;

    @Mixin
    private final SandboxPort port = new SandboxPort();

    @Mixin
    private final DataFolder data = new DataFolder();

    SandboxCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        WEB_SERVER.setLevel(Level.WARNING);
        port.check();
        var sandbox = port.start(data.sandboxFile());
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
        out.println("The simulated Microsoft runs at " + sandbox.address() + " (end it with Ctrl-C)");
        new CountDownLatch(1).await();
        return ExitCode.WELL.number;
    }
}
