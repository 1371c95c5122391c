package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import io.helidon.webserver.http.HttpService;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

/** The parts of the simulated Graph, put together. */
public final class Graph implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final Notifier notifier;
    private final GraphService service;

    @SuppressWarnings("size:parameters") // the parts of the sandbox that Graph stands on
    public Graph(
            Store store,
            Ledger ledger,
            Clock clock,
            Directory directory,
            AccessTokens accessTokens,
            Exchange exchange) {
        var subscriptions = new Subscriptions(store, clock);
        var users = new UserRoutes(directory, exchange);
        var routes = new SubscriptionRoutes(subscriptions, users, new Handshake(http), clock);
        notifier = new Notifier(store, clock, subscriptions, new NotificationPost(http, ledger, clock, subscriptions));
        service = new GraphService(accessTokens, users, routes, store, clock);
        exchange.onChange(notifier::changed);
        notifier.resume();
    }

    public HttpService service() {
        return service;
    }

    @Override
    public void close() {
        notifier.close();
        http.shutdownNow();
    }
}
