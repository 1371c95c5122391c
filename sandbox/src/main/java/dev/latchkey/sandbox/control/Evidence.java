package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.SandboxClock;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened and when: {@code /_sandbox/ledger} and {@code /_sandbox/clock}. {@link Control} guards the paths. */
public final class Evidence implements HttpService {

    /**
     * A change of the clock.
     *
     * @param move an ISO 8601 duration such as {@code PT10M} or {@code -PT1H}
     * @param reset back to the real time first
     */
    private record Move(@Nullable String move, @Nullable Boolean reset) {}

    private static final int LARGEST_PAGE = 1000;
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    private final Ledger ledger;
    private final SandboxClock clock;
    private final Runnable afterMove;

    /** {@code afterMove} does what time brings. */
    public Evidence(Ledger ledger, SandboxClock clock, Runnable afterMove) {
        this.ledger = ledger;
        this.clock = clock;
        this.afterMove = afterMove;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/_sandbox/ledger", this::entries).post("/_sandbox/clock", this::move);
    }

    private void entries(ServerRequest request, ServerResponse response) {
        var query = Fields.ofQuery(request);
        try {
            var after = Long.parseLong(query.get("after", "0"));
            var limit = Integer.parseInt(query.get("limit", "100"));
            var page = ledger.after(after, Math.clamp(limit, 1, LARGEST_PAGE));
            Json.send(response, Status.OK_200, Map.of("data", page));
        } catch (NumberFormatException e) {
            Json.send(response, Status.BAD_REQUEST_400, Map.of("error", "after and limit are numbers."));
        }
    }

    private void move(ServerRequest request, ServerResponse response) {
        var move = Json.read(Body.of(request), Move.class);
        var by = move.flatMap(asked -> duration(asked.move()));
        if (move.isEmpty() || by.isEmpty()) {
            Json.send(response, Status.BAD_REQUEST_400, Map.of("error", "Send {\"move\":\"PT10M\"}."));
            return;
        }
        if (by.get().isNegative()) {
            throw new Body.Refused(Status.BAD_REQUEST_400, "move goes forward; see docs/sandbox.md.");
        }
        if (Boolean.TRUE.equals(move.get().reset())) {
            clock.reset();
        }
        clock.move(by.get());
        afterMove.run();
        Json.send(response, Status.OK_200, Map.of("now", clock.instant()));
    }

    private static Optional<Duration> duration(@Nullable String iso) {
        try {
            return Optional.of(iso == null ? Duration.ZERO : Duration.parse(iso))
                    .filter(move -> move.abs().compareTo(FARTHEST) <= 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
