package dev.latchkey.app;

import dev.latchkey.service.db.Json;
import dev.latchkey.service.diagnosis.Explain;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description =
                "Explains what Microsoft showed or sent: a page with its \"More details\", the address of the browser, "
                        + "a JSON error, an SMTP reply or a bounce. Nothing is sent anywhere.")
final class ExplainCommand implements Callable<Integer> {

    private final InputStream in;
    private final PrintStream out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "<text>", description = "The text; - reads it from the standard input.")
    private List<String> words = List.of();

    @Option(names = "--json", description = "Prints the diagnosis as the API gives it.")
    private boolean json;

    @Option(
            names = "--language",
            paramLabel = "<en|es>",
            description = "The language of the explanation; that of this terminal unless set.")
    private String language = Locale.getDefault().getLanguage();

    ExplainCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        var text = text();
        if (text.isBlank()) {
            throw new ParameterException(spec.commandLine(), "There is no text to explain");
        }
        var diagnosis = Explain.of(System.getenv()::get).pasted(Locale.of(language), text);
        var printed = json ? Json.write(diagnosis) : TerminalText.of(diagnosis);
        // accents and JSON are UTF-8, whatever the terminal's locale claims
        out.writeBytes((printed + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        out.flush();
        return ExitCode.WELL.number;
    }

    private String text() throws IOException {
        return words.equals(List.of("-"))
                ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                : String.join(" ", words);
    }
}
