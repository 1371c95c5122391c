package dev.latchkey.bench;

import dev.latchkey.acceptance.Chromium;
import dev.latchkey.acceptance.Demo;
import dev.latchkey.acceptance.Owner;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The way in: measures one thing after the other and prints a table. */
@Command(
        name = "latchkey bench",
        mixinStandardHelpOptions = true,
        subcommands = SandboxBench.class,
        description = "Measures start, memory, and the time from a mail's arrival to the platform's webhook.")
final class Bench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;

    @Option(names = "--starts", defaultValue = "5", description = "How often to start (default: ${DEFAULT-VALUE}).")
    private int starts = 5;

    @Option(names = "--mails", defaultValue = "500", description = "How many mails arrive (default: ${DEFAULT-VALUE}).")
    private int mails = 500;

    @Option(names = "--launcher", required = true, hidden = true)
    private Path launcher = Path.of("latchkey");

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var command = List.of(launcher.toString());
        OUT.println("| Measured | p50 | p99 | most |");
        OUT.println("|---|---|---|---|");
        row("first page, data folder empty (ms)", StartTime.onEmptyFolders(command, starts));
        row("first page, later starts (ms)", StartTime.onTheSameFolder(command, starts));
        try (var demo = new Demo(command);
                var chromium = Chromium.start()) {
            demo.run();
            demo.awaitReady();
            var owner = Owner.comesIn(demo, chromium.person());
            var walk = new Walk(owner);
            walk.connectSendAndReceive();
            row("resident memory after the walk (MB)", Figures.of(List.of(Memory.residentMegabytes(demo.pid()))));
            row(
                    "\"accepted\" at Microsoft to webhook, %d mails (ms)".formatted(mails),
                    WebhookLatency.measure(demo, owner.api(), mails));
            row("resident memory after that (MB)", Figures.of(List.of(Memory.residentMegabytes(demo.pid()))));
        }
        return 0;
    }

    private static void row(String what, Figures figures) {
        OUT.printf("| %s | %d | %d | %d |%n", what, figures.percentile(50), figures.percentile(99), figures.most());
    }
}
