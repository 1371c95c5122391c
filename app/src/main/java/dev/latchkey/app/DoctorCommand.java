package dev.latchkey.app;

import dev.latchkey.app.doctor.Check;
import dev.latchkey.app.doctor.Doctor;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.diagnosis.Diagnosis;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description =
                "Checks this installation against the chosen Microsoft cloud. Ends with 0 where nothing failed, else "
                        + "with 1, or with 78 where the configuration cannot be read.")
final class DoctorCommand implements Callable<Integer> {

    private final PrintStream out;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final DataFolder data = new DataFolder();

    @Option(
            names = "--tenant",
            paramLabel = "<id or domain>",
            description = "An organization that has approved the app: a token there proves that the credential works.")
    private @Nullable String tenant;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    DoctorCommand(PrintStream out) {
        this.out = out;
    }

    /** What {@code --json} prints. */
    record Report(boolean healthy, List<Step> checks) {}

    /** One check in it. */
    record Step(
            String name,
            String outcome,
            String detail,
            @Nullable Diagnosis diagnosis) {

        static Step of(Check check) {
            return new Step(check.name(), check.outcome().wireName(), check.detail(), check.diagnosis());
        }
    }

    @Override
    public Integer call() {
        return examine(service.over(data.over(System.getenv())), Clock.systemUTC());
    }

    int examine(Map<String, String> environment, Clock clock) {
        var checks = new Doctor(environment::get, clock).examine(tenant, Locale.getDefault());
        var healthy = checks.stream().noneMatch(check -> check.outcome() == Check.Outcome.FAIL);
        var printed = json
                ? Json.write(new Report(healthy, checks.stream().map(Step::of).toList())) + "\n"
                : text(checks);
        out.writeBytes(printed.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (healthy) {
            return ExitCode.WELL.number;
        }
        return checks.size() == 1 ? ExitCode.CONFIGURATION.number : ExitCode.FAILED.number;
    }

    private static String text(List<Check> checks) {
        var text = new StringBuilder();
        for (var check : checks) {
            text.append("%-8s %-18s %s%n"
                    .formatted(
                            check.outcome().wireName(),
                            check.name(),
                            check.detail().replace("\n", "\n" + " ".repeat(28))));
            var diagnosis = check.diagnosis();
            if (diagnosis != null) {
                text.append(TerminalText.of(diagnosis).indent(9));
            }
        }
        return text.toString();
    }
}
