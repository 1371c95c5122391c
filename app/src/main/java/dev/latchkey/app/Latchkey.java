package dev.latchkey.app;

import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The way in: {@code java -jar latchkey.jar <command>}. */
@Command(
        name = "latchkey",
        description = "Connects Microsoft 365 mailboxes to your platform and sends and reads mail through them.",
        synopsisSubcommandLabel = "<command>")
public final class Latchkey {

    private Latchkey() {}

    /** Kept here because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

    public static void main(String[] arguments) {
        WEB_SERVER.setLevel(Level.WARNING);
        var exitCode = commandLine().execute(arguments);
        if (exitCode != ExitCode.WELL.number) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return withHelp(new Latchkey())
                .addSubcommand(withHelp(new DemoCommand(System.out)))
                .addSubcommand(withHelp(new ServeCommand(System.out)))
                .addSubcommand(withHelp(new TrainCommand()))
                .addSubcommand(withHelp(new SandboxCommand(System.out)))
                .addSubcommand(withHelp(new ExplainCommand(System.in, System.out)))
                .addSubcommand(withHelp(new DoctorCommand(System.out)))
                .setExecutionExceptionHandler((failure, command, _) -> complain(command.getErr(), failure))
                .setParameterExceptionHandler((wrong, _) -> explain(wrong));
    }

    private static CommandLine withHelp(Object command) {
        return new CommandLine(command).addMixin("help", new HelpOption());
    }

    private static int complain(PrintWriter err, Exception failure) {
        var complaint = Complaint.of(failure);
        complaint.text().lines().forEach(line -> err.println("latchkey: " + line));
        if (System.getenv("LATCHKEY_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        return complaint.exitCode().number;
    }

    private static int explain(ParameterException wrong) {
        var command = wrong.getCommandLine();
        command.getErr()
                .println("latchkey: %s (see: %s --help)"
                        .formatted(wrong.getMessage(), command.getCommandSpec().qualifiedName()));
        return ExitCode.WRONG_USE.number;
    }
}
