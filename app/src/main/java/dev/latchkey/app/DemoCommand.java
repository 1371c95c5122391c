package dev.latchkey.app;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "demo", description = "Runs the service together with a simulated Microsoft: nothing to configure.")
final class DemoCommand implements Callable<Integer> {

    private final PrintStream out;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final NewOwnerLinkOption ownerLink = new NewOwnerLinkOption();

    @Mixin
    private final SandboxOption sandbox = new SandboxOption();

    @Mixin
    private final DataFolder data = new DataFolder();

    DemoCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        var demo = Demo.start(service.over(data.over(System.getenv())), sandbox.usable(data.sandboxFile()));
        // runs after Spring has stopped the service, so that its last calls are still answered
        SpringApplication.getShutdownHandlers().add(demo.sandbox()::close);
        greet(demo);
        new CountDownLatch(1).await();
        return ExitCode.WELL.number;
    }

    private void greet(Demo demo) {
        out.println("\nLatchkey runs; end it with Ctrl-C.");
        out.println("  Latchkey             " + demo.service().settings().baseUrl());
        out.println("  simulated Microsoft  " + demo.sandbox().address());
        out.println("  everything kept in   " + demo.service().settings().dataDir());
        ownerLink.printLink(demo.service(), out);
        out.println();
    }
}
