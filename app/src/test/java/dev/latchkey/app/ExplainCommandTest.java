package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExplainCommandTest {

    @Test
    void aNumberIsExplainedWithoutAnyConfiguration() throws Exception {
        var ended = RunningProcess.latchkey(
                        Map.of(), List.of("explain", "--language", "en", "AADSTS53003: Access has been blocked"))
                .awaitEnd();

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .startsWith("A rule of your company blocks this access\n")
                .contains("\n  1. ", "Cause: access_blocked_by_policy", "Codes: AADSTS53003");
    }

    @Test
    void theTextCanComeFromTheStandardInputAndTheAnswerBeJson() {
        var printed = run("{\"error\":\"invalid_grant\",\"refresh_token\":\"s3cret-token\"}", "--json", "-");

        assertThat(printed).startsWith("{\"cause\":\"grant_ended\"").doesNotContain("s3cret");
    }

    @Test
    void withoutAnyTextItIsWronglyUsed() throws Exception {
        for (var nothing : List.of("", " ")) {
            var ended = RunningProcess.latchkey(Map.of(), List.of("explain", nothing))
                    .awaitEnd();

            assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USE.number);
            assertThat(ended.err()).isEqualTo("latchkey: There is no text to explain (see: latchkey explain --help)\n");
        }
    }

    @Test
    void itSpeaksSpanish() {
        assertThat(run("", "--language", "es", "AADSTS50057"))
                .startsWith("La cuenta está desactivada")
                .contains("Qué hacer");
    }

    @Test
    void noLineIsWiderThanATerminalButForAddresses() {
        assertThat(run("", "--language", "en", "AADSTS53003").lines())
                .filteredOn(line -> !line.contains("https://"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    private static String run(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var command = new CommandLine(new ExplainCommand(in, new PrintStream(out, true, StandardCharsets.UTF_8)));
        assertThat(command.execute(arguments)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
