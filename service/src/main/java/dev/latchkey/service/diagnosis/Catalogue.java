package dev.latchkey.service.diagnosis;

import dev.latchkey.service.diagnosis.Cause.Effect;
import dev.latchkey.service.diagnosis.Cause.Fixer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code diagnosis/catalogue.psv}. What Entra ID calls the error decides the effect; the number only
 * picks the explanation, for Microsoft changes numbers.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application">
 *     Handling error codes</a>
 */
record Catalogue(
        Map<Cause, Facts> causes,
        List<ErrorRow> errors,
        List<NumberRow> numbers,
        List<GraphRow> graph,
        List<StatusRow> statuses,
        Mail mail) {

    static final Catalogue MICROSOFT = CatalogueFile.read("/diagnosis/catalogue.psv");

    private static final String ANY = "*";

    /** @param docs path below learn.microsoft.com */
    record Facts(
            Fixer fixer,
            @Nullable Fixer also,
            Effect effect,
            @Nullable String docs) {}

    /** @param effect null where the cause has it */
    record ErrorRow(
            String where,
            String error,
            String suberror,
            String number,
            @Nullable Effect effect,
            Cause cause) {

        private boolean fits(
                String askedWhere, String askedError, @Nullable String askedSuberror, List<Integer> codes) {
            return where.equals(askedWhere)
                    && (error.equals(ANY) || error.equals(askedError))
                    && (suberror.equals(ANY) || suberror.equals(askedSuberror))
                    && (number.equals(ANY) || codes.contains(Integer.valueOf(number)));
        }
    }

    /**
     * What numbers mean.
     *
     * @param error {@code error/suberror} with which they mostly come; null where they only stand on a page
     * @param seen {@code page}, {@code redirect}, {@code silent}, {@code token}, {@code refresh}
     */
    record NumberRow(List<Integer> numbers, @Nullable String error, List<String> seen, Cause cause) {

        String note() {
            return "code." + numbers.getFirst();
        }
    }

    record GraphRow(
            List<String> codes, int status, @Nullable String words, Cause cause) {

        String note() {
            return "graph." + (codes.isEmpty() ? Integer.toString(status) : codes.getFirst())
                    + (words == null ? "" : ".words");
        }

        private boolean fits(int askedStatus, String code, @Nullable String innerCode, String message) {
            var named = codes.isEmpty()
                    ? status == askedStatus
                    : codes.stream().anyMatch(one -> one.equalsIgnoreCase(code) || one.equalsIgnoreCase(innerCode));
            return named && (words == null || contains(message, words));
        }
    }

    /** @param status such as {@code 404} or {@code 5xx} */
    record StatusRow(String status, Cause cause) {

        private boolean fits(int asked) {
            return status.equals(Integer.toString(asked)) || status.equals(asked / 100 + "xx");
        }
    }

    /** What mail servers say, and what Microsoft's pages say without a number. */
    record Mail(List<SmtpRow> replies, List<PageRow> pages) {}

    record SmtpRow(
            String name,
            String reply,
            String enhanced,
            @Nullable String words,
            Cause cause) {

        String note() {
            return "smtp." + name;
        }

        private boolean fits(String askedReply, String askedEnhanced, String line) {
            var exactly = enhanced.equals(askedEnhanced);
            var begins =
                    enhanced.endsWith(ANY) && askedEnhanced.startsWith(enhanced.substring(0, enhanced.length() - 1));
            return (reply.equals(ANY) || askedReply.isEmpty() || reply.equals(askedReply))
                    && (exactly || begins)
                    && (words == null || contains(line, words));
        }
    }

    record PageRow(String words, Cause cause) {}

    /**
     * What was found.
     *
     * @param note key of the words for just this number or code; null where nothing was looked up by one
     */
    record Match(Cause cause, Effect effect, @Nullable String note) {}

    Facts facts(Cause cause) {
        return Objects.requireNonNull(causes.get(cause), cause::name);
    }

    /** @param where {@code redirect} or {@code token} */
    Match entra(String where, String error, @Nullable String suberror, List<Integer> codes) {
        var rule = errors.stream()
                .filter(row -> row.fits(where, error, suberror, codes))
                .findFirst()
                .orElseThrow();
        var known = number(codes);
        var cause = known.map(NumberRow::cause).orElse(rule.cause());
        var effect = rule.effect();
        return new Match(
                cause,
                effect == null ? cause.effect() : effect,
                known.map(NumberRow::note).orElse(codes.isEmpty() ? null : "unknown.number"));
    }

    /** By the number alone, as on a page. */
    Optional<Match> page(List<Integer> codes) {
        return number(codes).map(row -> new Match(row.cause(), row.cause().effect(), row.note()));
    }

    Optional<Match> page(String text) {
        return mail.pages().stream()
                .filter(row -> contains(text, row.words()))
                .findFirst()
                .map(row -> new Match(row.cause(), row.cause().effect(), null));
    }

    Match graph(int status, String code, @Nullable String innerCode, String message) {
        return graph.stream()
                .filter(row -> row.fits(status, code, innerCode, message))
                .findFirst()
                .map(row -> new Match(row.cause(), row.cause().effect(), row.note()))
                .orElseGet(() -> byStatus(status, code));
    }

    boolean knowsGraph(String code) {
        return graph.stream().flatMap(row -> row.codes().stream()).anyMatch(code::equalsIgnoreCase);
    }

    /** @param reply three digits; empty where a bounce has the enhanced code alone */
    Match smtp(String reply, String enhanced, String line) {
        return mail.replies().stream()
                .filter(row -> row.fits(reply, enhanced, line))
                .findFirst()
                .map(row -> new Match(row.cause(), row.cause().effect(), row.note()))
                .orElseGet(() -> passing(reply, enhanced)
                        ? new Match(Cause.MICROSOFT_BUSY, Effect.BACK_OFF, "unknown.reply")
                        : new Match(Cause.UNKNOWN, Effect.KEEP, "unknown.reply"));
    }

    private Match byStatus(int status, String code) {
        var note = code.isEmpty() ? null : "unknown.graph";
        return statuses.stream()
                .filter(row -> row.fits(status))
                .findFirst()
                .map(row -> new Match(row.cause(), row.cause().effect(), note))
                .orElse(new Match(Cause.UNKNOWN, Effect.KEEP, note));
    }

    private Optional<NumberRow> number(List<Integer> codes) {
        return codes.stream()
                .flatMap(code -> numbers.stream().filter(row -> row.numbers().contains(code)))
                .findFirst();
    }

    /** RFC 5321 §4.2.1: 4yz may be tried again. */
    private static boolean passing(String reply, String enhanced) {
        return reply.isEmpty() ? enhanced.startsWith("4") : reply.startsWith("4");
    }

    private static boolean contains(String text, String words) {
        return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }
}
