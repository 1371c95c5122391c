package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.exchange.SendFault;
import dev.latchkey.sandbox.graph.ItemFaults;
import dev.latchkey.sandbox.graph.NotificationFault;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;

/** Faults to order: {@code /_sandbox/faults}, and the filter that carries them out. {@link Control} guards the path. */
public final class Faults implements HttpService {

    private final MVMap<String, Order.Kept> orders;
    private final Store store;
    private final Ledger ledger;
    private final Clock clock;

    public Faults(Store store, Ledger ledger, Clock clock) {
        this.orders = store.map("faults.ordered", Order.Kept.class);
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
        var fault = take(Fault.Call.class, each -> each.meetsItem(method, path), method + " " + path);
        fault.ifPresent(Faults::wait);
        return fault.flatMap(Fault.Call::ending)
                .filter(CallFault.Answer.class::isInstance)
                .map(CallFault.Answer.class::cast)
                .map(answer -> new ItemFaults.Answer(answer.problem(), answer.carriedOut()));
    }

    /** What was ordered to become of a mail of that sender. */
    public Optional<SendFault> ofSend(String sender) {
        return take(Fault.Mail.class, fault -> fault.meets(sender), "SEND " + sender)
                .map(Fault.Mail::send);
    }

    /** The reply that was ordered for a command of SMTP. */
    public Optional<SmtpFaults.Reply> ofCommand(String verb) {
        return take(Fault.Command.class, fault -> fault.meets(verb), verb).map(Fault.Command::reply);
    }

    /** What was ordered to become of a notification. */
    public Optional<NotificationFault> ofNotification(String subscriptionId, String changeType) {
        return take(
                        Fault.Notification.class,
                        fault -> fault.meets(subscriptionId, changeType),
                        changeType + " " + subscriptionId)
                .map(Fault.Notification::fault);
    }

    private void list(ServerResponse response) {
        Json.send(
                response,
                Status.OK_200,
                Map.of("data", orders.values().stream().map(Order.Kept::told).toList()));
    }

    private synchronized void add(ServerRequest request, ServerResponse response) {
        var asked = Json.object(Body.of(request))
                .orElseThrow(() -> new Body.Refused(
                        Status.BAD_REQUEST_400,
                        "Send {\"service\":\"GRAPH\",\"path\":\"sendMail\",\"status\":503,\"times\":1}."));
        var order = OrderReader.read(asked);
        var last = orders.lastKey();
        orders.put(
                "%06d".formatted(last == null ? 1 : Integer.parseInt(last) + 1),
                new Order.Kept(asked, order.times(), 0));
        store.commit();
        list(response);
    }

    private void clear(ServerRequest request, ServerResponse response) {
        orders.clear();
        store.commit();
        response.status(Status.NO_CONTENT_204).send();
    }

    private void meet(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var method = request.prologue().method().text();
        var path = request.path().path();
        take(Fault.Call.class, fault -> fault.meets(method, path), method + " " + path)
                .ifPresentOrElse(fault -> carryOut(fault, chain, response), chain::proceed);
    }

    /** The first that meets it, and happens, is used up by it. */
    private <F extends Fault> Optional<F> take(Class<F> kind, Predicate<F> meets, String call) {
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        synchronized (this) {
            for (var entry : orders.entrySet()) {
                var kept = entry.getValue();
                var order = OrderReader.read(kept.asked());
                if (kind.isInstance(order.fault()) && meets.test(kind.cast(order.fault()))) {
                    var happens = order.happens(kept.drawn());
                    keep(entry.getKey(), kept.after(happens));
                    if (happens) {
                        record(order, kept, call);
                        return Optional.of(kind.cast(order.fault()));
                    }
                }
            }
            return Optional.empty();
        }
    }

    private void keep(String key, Order.Kept left) {
        if (left.times() > 0) {
            orders.put(key, left);
        } else {
            orders.remove(key);
        }
    }

    private void record(Order order, Order.Kept kept, String call) {
        var facts = new HashMap<String, String>();
        facts.put("service", kept.asked().path("service").asString());
        facts.put("call", call);
        facts.put("did", order.fault().did());
        order.chance().ifPresent(chance -> facts.put("seed", Long.toString(chance.seed())));
        ledger.record("fault.fired", facts);
    }

    private void carryOut(Fault.Call fault, FilterChain chain, RoutingResponse response) {
        wait(fault);
        switch (fault.ending().orElse(null)) {
            case null -> chain.proceed();
            case CallFault.Drop.BEFORE -> throw lost();
            case CallFault.Drop.AFTER -> {
                response.beforeSend(() -> {
                    throw lost();
                });
                chain.proceed();
            }
            case CallFault.RetryAfter later -> {
                set(later.headers(), response);
                chain.proceed();
            }
            case CallFault.Answer answer -> instead(answer, answer.bytes(fault.site(), clock), chain, response);
        }
    }

    private static void instead(CallFault.Answer answer, byte[] content, FilterChain chain, RoutingResponse response) {
        if (answer.carriedOut()) {
            response.streamFilter(real -> {
                head(answer, response);
                // the server has counted that of the real answer
                response.headers().contentLength(content.length);
                return new OtherContent(content, real);
            });
            chain.proceed();
        } else {
            head(answer, response);
            response.send(content);
        }
    }

    private static void head(CallFault.Answer answer, RoutingResponse response) {
        response.status(Status.create(answer.status()));
        response.headers().set(HeaderNames.CONTENT_TYPE, answer.contentType());
        set(answer.headers(), response);
    }

    private static void set(Map<String, String> headers, RoutingResponse response) {
        headers.forEach((name, value) -> response.headers().set(HeaderNames.create(name), value));
    }

    private static CloseConnectionException lost() {
        return new CloseConnectionException("The sandbox was told to lose the connection");
    }

    private static void wait(Fault.Call fault) {
        if (fault.delay() == null) {
            return;
        }
        try {
            Thread.sleep(fault.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
