package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.entra.Scenarios.Scenario;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of codes tells the truth: each arises as it says, at the places it names. */
class ErrorTableTest {

    private static final String ADELE = SignInStates.ADELE;

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static Map<String, Supplier<Seen>> states() {
        var all = new LinkedHashMap<String, Supplier<Seen>>();
        all.putAll(new SignInStates(microsoft.sandbox()).all());
        all.putAll(new TokenStates(microsoft.sandbox()).all());
        return all;
    }

    private static int code(String name) {
        return Integer.parseInt(name.split(" ", 2)[0]);
    }

    @TestFactory
    Stream<DynamicTest> everyStateThatTheTableTellsOfBringsItsCode() {
        return states().keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    microsoft.sandbox().reset();
                    var seen = Objects.requireNonNull(states().get(name)).get();
                    assertThat(seen.code()).isEqualTo(code(name));
                    assertFits(seen, ErrorCode.of(seen.code()));
                }));
    }

    private static void assertFits(Seen seen, ErrorCode row) {
        assertThat(row.places()).contains(seen.place());
        switch (seen.place()) {
            case PAGE, DISCOVERY -> assertThat(seen.error()).isEmpty();
            case SILENT ->
                assertThat(seen.error()).isEqualTo(row.anyway().silent().error());
            case REDIRECT -> assertThat(seen.error()).isEqualTo(row.error());
            case REDEMPTION, REFRESH -> {
                assertThat(seen.error()).isEqualTo(row.error());
                assertThat(seen.suberror()).isEqualTo(Objects.requireNonNullElse(row.suberror(), ""));
            }
        }
    }

    @Test
    void noCodeClaimsAStateThatNoTestProvokes() {
        var provoked =
                states().keySet().stream().map(ErrorTableTest::code).collect(Collectors.toCollection(TreeSet::new));
        // the assertions are in ClientAssertionTest, instance discovery in DiscoveryTest
        provoked.addAll(List.of(50013, 50048, 700027, 50049));

        assertThat(ErrorCode.all().stream()
                        .filter(row -> row.fromState() != null)
                        .map(ErrorCode::code))
                .containsExactlyInAnyOrderElementsOf(provoked);
        assertThat(provoked).hasSizeGreaterThanOrEqualTo(40);
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioHappensAtEachOfItsPlaces() {
        return Scenarios.all().stream()
                .filter(scenario -> scenario instanceof Scenario.Code)
                .flatMap(scenario -> scenario.places().stream().map(place -> scenario(scenario, place)));
    }

    private static DynamicTest scenario(Scenario scenario, ErrorPlace place) {
        return DynamicTest.dynamicTest(scenario.name() + " " + place, () -> {
            var row = ((Scenario.Code) scenario).row();
            microsoft.sandbox().reset();
            var app = new App(microsoft.sandbox());
            var seen = happen(scenario, place, app);
            assertThat(seen.place()).isEqualTo(place);
            assertThat(seen.code()).isEqualTo(row.code());
            assertFits(seen, row);
        });
    }

    private static Seen happen(Scenario scenario, ErrorPlace place, App app) {
        var browser = new Browser(microsoft.sandbox().address());
        return switch (place) {
            case PAGE, REDIRECT -> {
                arm(scenario, place);
                yield Seen.on(browser.signIn(browser.open(App.authorize("common", App.SEND, Map.of())), ADELE));
            }
            case SILENT -> {
                App.accept(browser, ADELE, App.SEND);
                arm(scenario, place);
                yield Seen.silently(browser.open(App.authorize("common", App.SEND, Map.of("prompt", "none"))));
            }
            case REDEMPTION -> {
                var code = app.code(ADELE, App.SEND);
                arm(scenario, place);
                yield Seen.in(place, app.redeem(code, Map.of()));
            }
            case REFRESH -> {
                var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
                arm(scenario, place);
                yield Seen.in(place, app.refresh(token, ""));
            }
            case DISCOVERY -> throw new AssertionError("Nothing can be armed there");
        };
    }

    private static void arm(Scenario scenario, ErrorPlace place) {
        var armed = new App(microsoft.sandbox())
                .post(
                        "/_sandbox/scenario/" + scenario.name(),
                        "{\"place\":\"" + place + "\",\"user\":\"" + ADELE + "\"}");
        assertThat(armed.status()).isEqualTo(200);
    }
}
