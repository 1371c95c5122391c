package dev.latchkey.service.diagnosis;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.graph.GraphError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a person copied from somewhere: Microsoft's page with its "More details", the address to which Microsoft sent
 * a browser, a JSON error, an SMTP line, a bounce. One reader for all of them, by the labels that they have in common.
 */
final class Pasted {

    private static final int LONGEST = 20_000;
    private static final String END = "[\"'&\\s,}<]";
    private static final String GUID = "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})";
    private static final String LABEL = "[\"':=.\\s]*";

    private static final Pattern NUMBER = Pattern.compile(
            "(?i)(?:AADSTS\\s?|(?:error ?code|c[oó]digo de error|error_uri\\S{0,200}code)" + LABEL + ")(\\d{4,9})\\b");
    private static final Pattern LISTED = Pattern.compile("\"error_codes\"\\s*:\\s*\\[([\\d,\\s]+)]");
    private static final Pattern ERROR =
            Pattern.compile("(?i)(?<![_\\w])error[\"']?\\s*[:=]\\s*[\"']?([a-z]+(?:_[a-z]+)+)(?=" + END + "|:|$)");
    private static final Pattern SUBERROR =
            Pattern.compile("(?i)(?:suberror|error_subcode)[\"']?\\s*[:=]\\s*[\"']?([a-z_]+)");
    private static final Pattern CORRELATION =
            Pattern.compile("(?i)(?:correlation[ _-]?id|id\\.? de correlaci[oó]n)" + LABEL + GUID);
    private static final Pattern TRACE =
            Pattern.compile("(?i)(?:trace[ _-]?id|request[ _-]?id|id\\.? de (?:seguimiento|solicitud))" + LABEL + GUID);
    private static final Pattern TIME = Pattern.compile(
            "(?i)(?:timestamp|marca de tiempo|\"date\")[\"']?\\s*[:=]?\\s*[\"']?(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?)");
    private static final Pattern GRAPH_CODE = Pattern.compile("\"code\"\\s*:\\s*\"([A-Za-z][\\w-]*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_-]{5,60}");
    private static final Pattern STATUS =
            Pattern.compile("(?i)(?:HTTP(?:/[\\d.]+)?|status(?: code)?)[\"':\\s]*([45]\\d\\d)\\b");
    private static final Pattern REDIRECT = Pattern.compile("[?&#]error=");

    private static final Pattern DESCRIPTION = Pattern.compile("error_description=[^&\\s#]*+");

    private final String text;

    private Pasted(String text) {
        this.text = text;
    }

    static Finding read(String pasted) {
        var whole = pasted.length() <= LONGEST ? pasted : pasted.substring(0, LONGEST);
        var redirect = REDIRECT.matcher(whole).find();
        // before decoding, where each secret still is one piece, and after it, where each has its name
        return new Pasted(Secrets.strip(decoded(Secrets.named(whole)))).finding(redirect);
    }

    private Finding finding(boolean redirect) {
        var numbers = numbers();
        var error = first(ERROR);
        if (error != null) {
            var refusal = new EntraError(
                    error,
                    redirect ? null : first(SUBERROR),
                    numbers,
                    "",
                    first(CORRELATION),
                    first(TRACE),
                    first(TIME),
                    null);
            return shown(redirect ? Finding.atAuthorize(refusal, first(SUBERROR)) : Finding.atToken(refusal));
        }
        if (!numbers.isEmpty()) {
            return byNumber(numbers);
        }
        return graph().or(this::mail)
                .or(this::page)
                .orElseGet(() -> of(new Catalogue.Match(Cause.UNKNOWN, Cause.UNKNOWN.effect(), null), numbers));
    }

    private Finding byNumber(List<Integer> numbers) {
        var match = Catalogue.MICROSOFT
                .page(numbers)
                .orElse(new Catalogue.Match(Cause.UNKNOWN, Cause.UNKNOWN.effect(), "unknown.number"));
        return of(match, numbers);
    }

    private Optional<Finding> graph() {
        var named = first(GRAPH_CODE);
        var code = named != null
                ? named
                : WORD.matcher(text)
                        .results()
                        .map(word -> word.group())
                        .filter(Catalogue.MICROSOFT::knowsGraph)
                        .findFirst()
                        .orElse(null);
        if (code == null) {
            return Optional.empty();
        }
        var status = first(STATUS);
        var error = new GraphError(
                status == null ? 0 : Integer.parseInt(status), code, null, text, first(TRACE), null, null);
        return Optional.of(shown(Finding.atGraph(error)));
    }

    private Optional<Finding> mail() {
        return MailReply.in(text).map(reply -> shown(Finding.atSmtp(text)));
    }

    private Optional<Finding> page() {
        return Catalogue.MICROSOFT.page(text).map(match -> of(match, List.of()));
    }

    private Finding of(Catalogue.Match match, List<Integer> numbers) {
        return shown(new Finding(
                match.cause(),
                match.effect(),
                match.note(),
                numbers,
                null,
                null,
                null,
                null,
                Finding.numberFacts(numbers)));
    }

    /** With the ids of the text and the text itself. */
    private Finding shown(Finding finding) {
        return new Finding(
                finding.cause(),
                finding.decided(),
                finding.note(),
                finding.codes(),
                first(CORRELATION),
                first(TRACE),
                first(TIME),
                Finding.raw(text.strip()),
                finding.facts());
    }

    private List<Integer> numbers() {
        var all = new LinkedHashSet<Integer>();
        NUMBER.matcher(text).results().forEach(match -> all.add(Integer.valueOf(match.group(1))));
        LISTED.matcher(text).results().forEach(match -> {
            for (var one : match.group(1).split(",", -1)) {
                all.add(Integer.valueOf(one.strip()));
            }
        });
        return List.copyOf(all);
    }

    private @Nullable String first(Pattern pattern) {
        var match = pattern.matcher(text);
        return match.find() ? match.group(1) : null;
    }

    /** Addresses as people read them; a text that only looks encoded stays as it is. */
    private static String decoded(String text) {
        var result = text.replace("\\r\\n", "\n").replace("\\n", "\n");
        var spaced = DESCRIPTION
                .matcher(result)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replace('+', ' ')));
        try {
            return URLDecoder.decode(spaced.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return spaced;
        }
    }
}
