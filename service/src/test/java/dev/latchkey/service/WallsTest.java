package dev.latchkey.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The walls of the house: imports go down only, and journeys never import each other. */
class WallsTest {

    private static final String HOME = "dev.latchkey.service.";
    private static final List<String> JOURNEYS =
            List.of("connect", "approval", "outgoing", "incoming", "reading", "webhooks");
    private static final List<String> HALLS = List.of("mailbox", "messages", "workspace");
    private static final List<String> ROOMS = List.of("diagnosis", "vault", "events", "notices", "guide");
    private static final List<String> CELLAR = List.of("http", "jobs", "db", "settings");
    private static final List<String> MAY_USE_MICROSOFT =
            List.of("connect", "approval", "mailbox", "incoming", "outgoing", "reading", "diagnosis");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.latchkey.service");

    @Test
    void modulesHaveNoCyclesAndUseOnlyWhatOthersShow() {
        ApplicationModules.of(Service.class).verify();
    }

    @Test
    void everyPackageHasItsPlaceInTheHouse() {
        var known = Stream.of(JOURNEYS, HALLS, ROOMS, CELLAR)
                .flatMap(List::stream)
                .map(HOME::concat)
                .toList();
        assertThat(classes.stream()
                        .map(type -> type.getPackageName())
                        .distinct()
                        .filter(name -> !name.equals("dev.latchkey.service")))
                .isSubsetOf(known);
    }

    @Test
    void journeysNeverImportEachOther() {
        for (var journey : JOURNEYS) {
            var others =
                    JOURNEYS.stream().filter(other -> !other.equals(journey)).toList();
            forbid(List.of(journey), others);
        }
    }

    @Test
    void hallsRoomsAndCellarNeverLookUp() {
        forbid(HALLS, JOURNEYS);
        forbid(ROOMS, JOURNEYS);
        forbid(ROOMS, HALLS);
        forbid(CELLAR, JOURNEYS);
        forbid(CELLAR, HALLS);
        forbid(CELLAR, ROOMS);
    }

    @Test
    void roomsNeverImportEachOther() {
        for (var room : ROOMS) {
            forbid(
                    List.of(room),
                    ROOMS.stream().filter(other -> !other.equals(room)).toList());
        }
    }

    @Test
    void onlyWhoNeedsMicrosoftUsesItsLibrary() {
        var others = Stream.of(JOURNEYS, HALLS, ROOMS, CELLAR)
                .flatMap(List::stream)
                .filter(name -> !MAY_USE_MICROSOFT.contains(name))
                .toList();
        noClasses()
                .that()
                .resideInAnyPackage(packages(others))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.latchkey.microsoft..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void nothingKnowsTheSandbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.latchkey.sandbox..")
                .check(classes);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(new ArchCondition<>("live in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(
                                    SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                        }
                    }
                })
                .check(classes);
    }

    private void forbid(List<String> from, List<String> to) {
        noClasses()
                .that()
                .resideInAnyPackage(packages(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(to))
                .allowEmptyShould(true)
                .check(classes);
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(HOME::concat).toArray(String[]::new);
    }
}
