package dev.latchkey.app;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "serve", description = "Runs the service with the Microsoft that the environment names.")
final class ServeCommand implements Callable<Integer> {

    private final PrintStream out;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final NewOwnerLinkOption ownerLink = new NewOwnerLinkOption();

    @Mixin
    private final DataFolder data = new DataFolder();

    ServeCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = RunningService.settings(service.over(data.over(System.getenv())));
        var running = RunningService.start(settings);
        out.println("Latchkey runs at " + settings.baseUrl() + describe(settings));
        ownerLink.printLink(running, out);
        new CountDownLatch(1).await();
        return ExitCode.WELL.number;
    }

    private static String describe(dev.latchkey.service.settings.Settings settings) {
        return settings.database().url() == null
                ? " (single node: embedded PostgreSQL in " + settings.dataDir().resolve("postgres") + ")"
                : "";
    }
}
