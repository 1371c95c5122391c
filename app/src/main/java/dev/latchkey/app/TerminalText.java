package dev.latchkey.app;

import dev.latchkey.service.diagnosis.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A diagnosis as plain text. */
final class TerminalText {

    private static final int WIDTH = 100;

    private final ResourceBundle words;
    private final StringBuilder text = new StringBuilder();

    private TerminalText(String language) {
        this.words = ResourceBundle.getBundle("terminal", Locale.of(language));
    }

    static String of(Diagnosis diagnosis) {
        return new TerminalText(diagnosis.language()).write(diagnosis);
    }

    private String write(Diagnosis diagnosis) {
        paragraph("", diagnosis.title());
        text.append('\n');
        paragraph("", diagnosis.whatHappened());
        text.append('\n');
        paragraph("", words.getString("todo") + " (" + who(diagnosis) + ")");
        var number = 1;
        for (var step : diagnosis.steps()) {
            paragraph("  " + number++ + ". ", step.text());
            if (step.link() != null) {
                text.append("     ").append(step.link()).append('\n');
            }
        }
        text.append('\n');
        fact("effect", words.getString(diagnosis.effect()));
        fact("cause", diagnosis.cause());
        fact("codes", codes(diagnosis.codes()));
        fact("correlation", diagnosis.correlationId());
        fact("trace", diagnosis.traceId());
        fact("time", diagnosis.timestamp());
        fact("docs", diagnosis.docsLink());
        return text.toString().stripTrailing();
    }

    private String who(Diagnosis diagnosis) {
        var first = words.getString(diagnosis.fixer());
        var also = diagnosis.also();
        return also == null
                ? first
                : words.getString("first") + " " + first + ", " + words.getString("also") + " " + words.getString(also);
    }

    private static @Nullable String codes(List<Integer> codes) {
        return codes.isEmpty()
                ? null
                : String.join(", ", codes.stream().map(code -> "AADSTS" + code).toList());
    }

    private void fact(String label, @Nullable String value) {
        if (value != null) {
            text.append(words.getString(label)).append(": ").append(value).append('\n');
        }
    }

    /** Broken between words; further lines stand under the first. */
    private void paragraph(String begin, String words) {
        text.append(begin);
        var column = begin.length();
        for (var word : words.split(" ", -1)) {
            if (column > begin.length() && column + 1 + word.length() > WIDTH) {
                text.append('\n').repeat(' ', begin.length());
                column = begin.length();
            } else if (column > begin.length()) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
