package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.CancelReply;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** What is made to happen at the next sign-in, redemption or refresh, without a cause of its own. */
public final class Scenarios {

    /** What can be made to happen. */
    public sealed interface Scenario {
        String name();

        /** Where it can happen, the usual place first. */
        List<ErrorPlace> places();

        /** Entra answers with a code. */
        record Code(ErrorCode row) implements Scenario {
            @Override
            public String name() {
                return row.scenario();
            }

            @Override
            public List<ErrorPlace> places() {
                return row.places();
            }
        }

        /** The person declines, and the application hears it in one of the variants that were seen. */
        record Cancel(CancelReply reply) implements Scenario {
            @Override
            public String name() {
                return "cancel-" + reply.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            @Override
            public List<ErrorPlace> places() {
                return List.of(ErrorPlace.REDIRECT);
            }
        }

        /** A page without an end, as when the person closes the tab: the application hears nothing. */
        record Silence() implements Scenario {
            @Override
            public String name() {
                return "nothing-comes-back";
            }

            @Override
            public List<ErrorPlace> places() {
                return List.of(ErrorPlace.PAGE);
            }
        }
    }

    /**
     * A scenario that waits for its moment.
     *
     * @param place the only place for it; null: wherever it can happen first
     * @param user the address of whom it is to meet; null: anybody
     * @param times how often it is to happen
     */
    public record Armed(
            String id,
            String scenario,
            @Nullable ErrorPlace place,
            @Nullable String user,
            int times) {}

    /** Its moment has come. */
    record Due(Scenario scenario, ErrorPlace place) {

        /** Only codes happen where there is no person. */
        EntraError error() {
            if (scenario instanceof Scenario.Code(var row)) {
                return row.anyway();
            }
            throw new IllegalStateException(scenario.name() + " needs a person");
        }
    }

    private final MVMap<String, Armed> armed;

    Scenarios(Store store) {
        this.armed = store.map("scenarios", Armed.class);
    }

    /** All there are. */
    public static List<Scenario> all() {
        var all = new ArrayList<Scenario>();
        ErrorCode.all().stream()
                .filter(row -> !row.places().contains(ErrorPlace.DISCOVERY))
                .map(Scenario.Code::new)
                .forEach(all::add);
        Stream.of(CancelReply.values()).map(Scenario.Cancel::new).forEach(all::add);
        all.add(new Scenario.Silence());
        return all;
    }

    public static Optional<Scenario> named(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    public List<Armed> armed() {
        return List.copyOf(armed.values());
    }

    /** Empty where the scenario cannot happen at that place. The caller commits the store. */
    public synchronized Optional<Armed> arm(
            Scenario scenario, @Nullable ErrorPlace place, @Nullable String user, int times) {
        if (place != null && !scenario.places().contains(place)) {
            return Optional.empty();
        }
        var last = armed.lastKey();
        var id = "%06d".formatted(last == null ? 1 : Integer.parseInt(last) + 1);
        var waiting = new Armed(id, scenario.name(), place, user, times);
        armed.put(id, waiting);
        return Optional.of(waiting);
    }

    public void disarm() {
        armed.clear();
    }

    /** What is to meet that user here; it is used up. */
    synchronized Optional<Due> take(User user, ErrorPlace... here) {
        if (armed.isEmpty()) {
            return Optional.empty();
        }
        for (var waiting : armed.values()) {
            var due = due(waiting, user, List.of(here));
            if (due.isPresent()) {
                use(waiting);
                return due;
            }
        }
        return Optional.empty();
    }

    private static Optional<Due> due(Armed waiting, User user, List<ErrorPlace> here) {
        if (waiting.user() != null && !waiting.user().equalsIgnoreCase(user.address())) {
            return Optional.empty();
        }
        return named(waiting.scenario())
                .flatMap(scenario -> scenario.places().stream()
                        .filter(place -> waiting.place() == null || waiting.place() == place)
                        .filter(here::contains)
                        .findFirst()
                        .map(place -> new Due(scenario, place)));
    }

    private void use(Armed waiting) {
        if (waiting.times() <= 1) {
            armed.remove(waiting.id());
        } else {
            armed.put(
                    waiting.id(),
                    new Armed(waiting.id(), waiting.scenario(), waiting.place(), waiting.user(), waiting.times() - 1));
        }
    }
}
