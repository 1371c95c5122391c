package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.exchange.SendFault;
import dev.latchkey.sandbox.graph.ItemFaults;
import dev.latchkey.sandbox.smtp.SmtpFaults;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;

/** Faults to order: {@code /_sandbox/faults}, and the filter that carries them out. {@link Control} guards the path. */
public final class Faults implements HttpService {

    private final MVMap<String, Fault> faults;
    private final Store store;
    private final Ledger ledger;
    private final Clock clock;

    public Faults(Store store, Ledger ledger, Clock clock) {
        this.faults = store.map("faults", Fault.class);
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/_sandbox/faults", (request, response) -> list(response))
                .post("/_sandbox/faults", this::add)
                .delete("/_sandbox/faults", this::clear);
    }

    /** Meets every call before its handler does. */
    public Filter filter() {
        return this::meet;
    }

    /** The answer that was ordered for a call inside a batch, where no filter stands before it; waits where it is to be late. */
    public Optional<ItemFaults.Answer> ofItem(String method, String path) {
        var fault = take(method, path, candidate -> candidate.meetsItem(method, path));
        fault.ifPresent(Faults::wait);
        return fault.filter(met -> met.status() != null)
                .map(met -> new ItemFaults.Answer(met.problem(), met.doesCall()));
    }

    /** What was ordered to become of a mail of that sender. */
    public Optional<SendFault> ofSend(String sender) {
        return take("SEND", sender, fault -> fault.meetsSend(sender)).map(Fault::send);
    }

    /** The reply that was ordered for a command of SMTP. */
    public Optional<SmtpFaults.Reply> ofCommand(String verb) {
        return take(verb, "", fault -> fault.meetsCommand(verb)).map(Fault::reply);
    }

    private void list(ServerResponse response) {
        Json.send(response, Status.OK_200, Map.of("data", List.copyOf(faults.values())));
    }

    private synchronized void add(ServerRequest request, ServerResponse response) {
        var fault = Json.read(Body.of(request), Fault.class).filter(Fault::sensible);
        if (fault.isEmpty()) {
            Json.send(
                    response,
                    Status.BAD_REQUEST_400,
                    Map.of("error", "Send {\"service\":\"GRAPH\",\"path\":\"sendMail\",\"status\":503,\"times\":1}."));
            return;
        }
        var last = faults.lastKey();
        faults.put("%06d".formatted(last == null ? 1 : Integer.parseInt(last) + 1), fault.get());
        store.commit();
        list(response);
    }

    private void clear(ServerRequest request, ServerResponse response) {
        faults.clear();
        store.commit();
        response.status(Status.NO_CONTENT_204).send();
    }

    private void meet(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var method = request.prologue().method().text();
        var path = request.path().path();
        var fault = take(method, path, candidate -> candidate.meets(method, path));
        if (fault.isEmpty()) {
            chain.proceed();
        } else {
            carryOut(fault.get(), chain, response);
        }
    }

    private Optional<Fault> take(String method, String path, Predicate<Fault> meets) {
        var fault = faults.isEmpty() ? Optional.<Fault>empty() : take(meets);
        fault.ifPresent(fired -> ledger.record("fault.fired", fired.facts(method, path)));
        return fault;
    }

    /** The first that meets the call, and happens, is used up by it. */
    private synchronized Optional<Fault> take(Predicate<Fault> meets) {
        for (var entry : faults.entrySet()) {
            var fault = entry.getValue();
            if (meets.test(fault)) {
                var happens = fault.chance() == null || fault.chance().happens();
                var left = fault.after(happens);
                if (left.times() > 0) {
                    faults.put(entry.getKey(), left);
                } else {
                    faults.remove(entry.getKey());
                }
                if (happens) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    private void carryOut(Fault fault, FilterChain chain, RoutingResponse response) {
        wait(fault);
        if (fault.drop() == Fault.Drop.BEFORE) {
            throw lost();
        }
        if (fault.drop() == Fault.Drop.AFTER) {
            response.beforeSend(() -> {
                throw lost();
            });
        }
        var status = fault.status();
        if (status == null) {
            headers(fault, response);
            chain.proceed();
        } else if (fault.doesCall()) {
            response.streamFilter(real -> {
                var content = fault.content(status, clock);
                answer(fault, status, response);
                // the server has counted that of the real answer
                response.headers().contentLength(content.length);
                return new OtherContent(content, real);
            });
            chain.proceed();
        } else {
            answer(fault, status, response);
            response.send(fault.content(status, clock));
        }
    }

    private static void answer(Fault fault, int status, RoutingResponse response) {
        response.status(Status.create(status));
        response.headers().set(HeaderNames.CONTENT_TYPE, fault.contentType());
        headers(fault, response);
    }

    private static void headers(Fault fault, RoutingResponse response) {
        fault.headers().forEach((name, value) -> response.headers().set(HeaderNames.create(name), value));
    }

    private static CloseConnectionException lost() {
        return new CloseConnectionException("The sandbox was told to lose the connection");
    }

    private static void wait(Fault fault) {
        var delay = fault.delay();
        if (delay == null) {
            return;
        }
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
