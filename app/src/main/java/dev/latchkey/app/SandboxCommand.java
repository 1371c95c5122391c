package dev.latchkey.app;

import dev.latchkey.sandbox.Sandbox;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "sandbox", description = "Runs the simulated Microsoft cloud alone.")
final class SandboxCommand implements Callable<Integer> {

    private final PrintStream out;

    @Mixin
    private final SandboxOption options = new SandboxOption();

    @Mixin
    private final DataFolder data = new DataFolder();

    @ArgGroup(exclusive = false)
    private @Nullable ImportOptions mail;

    SandboxCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        // without the service nothing has set up logging, and every library would say that it starts
        LoggingSystem.get(SandboxCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        var sandbox = Sandbox.start(options.usable(data.sandboxFile()));
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
        if (mail != null) {
            mail.load(sandbox, out);
        }
        out.println("The simulated Microsoft runs at " + sandbox.address() + " (end it with Ctrl-C)");
        out.println(
                "It takes mail over SMTP at 127.0.0.1:" + sandbox.smtpAddress().getPort());
        new CountDownLatch(1).await();
        return ExitCode.WELL.number;
    }
}
