package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.service.diagnosis.Catalogue.NumberRow;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.MICROSOFT;

    /** What Microsoft's list of numbers holds for sign-in, consent and refresh, and what others met beside it. */
    private static final String NUMBERS =
            "65001 65002 65004 65005 650056 650052 650053 650054 650057 1003031 90008 90090 90093 90094 90095 900941 900981"
                    + " 90099 50105 50020 50034 51004 16003 16000 16001 16002 160021 50053 50055 50144 50056 50126 50057"
                    + " 500571 50058 50059 50128 90019 50072 50079 50074 50076 50078 50085 50089 50087 50088 50097 50187"
                    + " 50155 50125 50135 50131 50132 50133 500133 50140 50199 50158 50173 50194 50196 50001 500011 50011"
                    + " 70004 900971 500113 50012 50013 50027 50048 50033 90006 90012 90024 90033 90055 50049 500021 500022"
                    + " 50002 500208 500212 500213 500121 53000 53001 53002 53009 53003 53004 53010 53011 530003 530004"
                    + " 530032 530034 530035 530084 54005 50147 501491 501481 700005 28000 700022 28002 28003 700023 70011"
                    + " 70000 70008 700082 70043 70044 700084 9002313 70001 700011 700016 7000112 7000114 70002 7000215"
                    + " 7000222 7000218 700025 700027 700030 700003 135010 135011 130004-130008 70003 70005 70007 700054"
                    + " 90002 90014 900144 90013 90023 90100 900382 900432 90038 90072 901001 9001023 9002332 90124 90130"
                    + " 80001-80014 81004-81012 120000-120021 165004 165900 230109";

    static final List<NumberRow> ROWS = CATALOGUE.numbers();

    @Test
    void everyNumberThatMicrosoftListsIsThereOnce() {
        var listed = CATALOGUE.numbers().stream()
                .flatMap(row -> row.numbers().stream())
                .toList();

        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed))
                .isEqualTo(Arrays.stream(NUMBERS.split(" ", -1))
                        .flatMapToInt(CatalogueTest::range)
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyCauseHasItsFactsAndNoOtherDoes() {
        assertThat(CATALOGUE.causes().keySet()).containsExactlyInAnyOrder(Cause.values());
    }

    /** A listed number that would be answered with words for unknown ones fails here. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void noListedNumberIsAnsweredAsUnknownWhereverItComes(NumberRow row) {
        for (var number : row.numbers()) {
            assertThat(met(row, number)).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.cause()).isEqualTo(row.cause());
                assertThat(finding.note()).isEqualTo(row.note());
            });
        }
    }

    @Test
    void graphsCodesAreFoundByCodeAndStatus() {
        assertThat(CATALOGUE.graph()).hasSize(61).allSatisfy(row -> {
            for (var code : row.codes().isEmpty() ? List.of("") : row.codes()) {
                var message = row.words() == null ? "Microsoft's words" : row.words() + " and more";
                var finding = Finding.atGraph(new GraphError(row.status(), code, null, message, null, null, null));
                assertThat(finding.cause()).as(code).isEqualTo(row.cause());
                assertThat(finding.note()).isEqualTo(row.note());
            }
        });
    }

    @Test
    void mailRepliesAreFoundByCodeAndWords() {
        assertThat(CATALOGUE.mail().replies()).allSatisfy(row -> {
            var reply = row.reply().equals("*") ? "554" : row.reply();
            var enhanced = row.enhanced().replace("*", "599");
            var finding = Finding.atSmtp(reply + " " + enhanced + " " + row.words() + " [host]");
            assertThat(finding.cause()).as(row.name()).isEqualTo(row.cause());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void everyTextBelongsToARowAndWhateverSharesItsCauseHasWordsOfItsOwn(String language) {
        var texts = Words.in(language).keys();
        var notes = notes().collect(Collectors.toSet());

        assertThat(texts).isEqualTo(Words.in("en").keys()).containsAll(needed());
        assertThat(texts.stream().filter(key -> key.matches("(code|graph|smtp)\\..*")))
                .isSubsetOf(notes);
        assertThat(texts.stream()
                        .filter(key -> !key.matches("(code|graph|smtp|path|unknown)\\..*"))
                        .map(key -> key.substring(0, key.indexOf('.'))))
                .isSubsetOf(Arrays.stream(Cause.values()).map(Cause::wireName).toList());
    }

    @ParameterizedTest
    @MethodSource
    void onlyWhatMicrosoftsErrorSaysEndsAConnection(String error, boolean ends) {
        for (var row : CATALOGUE.numbers()) {
            var number = row.numbers().getFirst();
            var finding = Finding.atToken(error(error, number));
            var passing = Set.of(50053, 50196).contains(number);
            assertThat(finding.endsGrant()).as("%s %d", error, number).isEqualTo(ends && !passing);
        }
    }

    static Stream<Arguments> onlyWhatMicrosoftsErrorSaysEndsAConnection() {
        return Stream.of(
                Arguments.of("invalid_grant", true),
                Arguments.of("invalid_client", false),
                Arguments.of("unauthorized_client", false),
                Arguments.of("temporarily_unavailable", false),
                Arguments.of("something_new", false));
    }

    private static List<Finding> met(NumberRow row, int number) {
        var error = row.error() == null ? "access_denied" : row.error();
        return row.seen().stream()
                .map(where -> switch (where) {
                    case "page" -> Pasted.read("Sorry, but we're having trouble. AADSTS" + number + ": words");
                    case "redirect", "silent" -> Finding.atAuthorize(error(error, number), null);
                    case "token" -> Finding.atRedemption(error(error, number));
                    case "refresh" -> Finding.atToken(error(error, number));
                    default -> throw new IllegalArgumentException(where);
                })
                .toList();
    }

    private static EntraError error(String errorAndSuberror, int number) {
        var parts = errorAndSuberror.split("/", -1);
        return new EntraError(
                parts[0], parts.length == 1 ? null : parts[1], List.of(number), "words", null, null, null, null);
    }

    private static Set<String> needed() {
        var causes = allCauses();
        var needed = new HashSet<String>();
        CATALOGUE.numbers().stream().filter(row -> shared(causes, row.cause())).forEach(row -> needed.add(row.note()));
        CATALOGUE.graph().stream()
                .filter(row -> shared(causes, row.cause()) && row.words() == null)
                .forEach(row -> needed.add(row.note()));
        CATALOGUE.mail().replies().stream()
                .filter(row -> shared(causes, row.cause()))
                .forEach(row -> needed.add(row.note()));
        return needed;
    }

    private static List<Cause> allCauses() {
        return Stream.of(
                        CATALOGUE.numbers().stream().map(NumberRow::cause),
                        CATALOGUE.graph().stream().map(Catalogue.GraphRow::cause),
                        CATALOGUE.mail().replies().stream().map(Catalogue.SmtpRow::cause))
                .flatMap(causes -> causes)
                .toList();
    }

    private static boolean shared(List<Cause> all, Cause cause) {
        return all.stream().filter(cause::equals).count() > 1;
    }

    private static Stream<String> notes() {
        return Stream.of(
                        CATALOGUE.numbers().stream().map(NumberRow::note),
                        CATALOGUE.graph().stream().map(Catalogue.GraphRow::note),
                        CATALOGUE.mail().replies().stream().map(Catalogue.SmtpRow::note))
                .flatMap(keys -> keys);
    }

    private static IntStream range(String cell) {
        var ends = cell.split("-", -1);
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
