package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Randomness;
import dev.latchkey.sandbox.store.Store;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;
import java.util.List;

/** The parts of the simulated Graph, put together. */
public final class Graph implements AutoCloseable {

    /** What is ordered to go wrong where nothing that stands before Graph could see to it. */
    public record Faults(ItemFaults ofItems, NotificationFaults ofNotifications) {}

    private final Webhooks webhooks = new Webhooks();
    private final Notifier notifier;
    private final Throttle throttle;
    private final UploadSessions uploads;
    private final GraphService service;
    private final Lifecycle lifecycle;
    private final SubscriptionControl control;

    @SuppressWarnings("size:parameters") // the parts of the sandbox that Graph stands on
    public Graph(
            Store store,
            Ledger ledger,
            Clock clock,
            Randomness random,
            Directory directory,
            AccessTokens accessTokens,
            Exchange exchange,
            Faults faults) {
        var subscriptions = new Subscriptions(store, clock);
        var errors = new GraphErrors(clock);
        throttle = new Throttle(store, clock);
        uploads = new UploadSessions(exchange, clock, throttle, errors, random);
        var users = new UserRoutes(directory, exchange, throttle, uploads);
        var routes = new SubscriptionRoutes(subscriptions, users, new Handshake(webhooks), clock, random);
        var hosts = new WebhookHosts(clock, ledger, () -> exchange.unverified().fewestWebhookAnswers());
        var post = new WebhookPost(webhooks, hosts, clock);
        lifecycle = new Lifecycle(store, ledger, clock, subscriptions, post);
        notifier = new Notifier(
                store,
                clock,
                subscriptions,
                new NotificationPost(
                        post,
                        ledger,
                        subscriptions,
                        lifecycle,
                        faults.ofNotifications(),
                        new NotificationJson(accessTokens::ofNotifications)));
        control = new SubscriptionControl(subscriptions, lifecycle);
        service = new GraphService(accessTokens, new GraphRouter(users, routes, faults.ofItems(), errors, store));
        exchange.onChange(notifier::changed);
        notifier.resume();
        lifecycle.resume();
    }

    /** Does what time brings. */
    public void afterMove() {
        lifecycle.look();
    }

    /** Graph itself, where the ranges of large attachments go, and what a program can do to it. */
    public List<HttpService> services() {
        return List.of(service, uploads, throttle, control);
    }

    /** What answers where nobody else does, as Graph's gateway. */
    public HttpService gateway() {
        return rules -> rules.any(service::refuseVersion);
    }

    /** Forgets what lies outside the store. */
    public void reset() {
        notifier.reset();
        throttle.reset();
        uploads.clear();
    }

    @Override
    public void close() {
        uploads.clear();
        notifier.close();
        lifecycle.close();
        webhooks.close();
    }
}
