package dev.latchkey.sandbox;

import dev.latchkey.sandbox.admincenter.AdminCenter;
import dev.latchkey.sandbox.admincenter.ApplicationPages;
import dev.latchkey.sandbox.admincenter.ConsentMail;
import dev.latchkey.sandbox.admincenter.ConsentSettingsPages;
import dev.latchkey.sandbox.admincenter.EnterpriseApplicationPages;
import dev.latchkey.sandbox.admincenter.KnownApplications;
import dev.latchkey.sandbox.admincenter.LocationPages;
import dev.latchkey.sandbox.admincenter.PolicyPages;
import dev.latchkey.sandbox.admincenter.RequestPages;
import dev.latchkey.sandbox.admincenter.SignInLogPages;
import dev.latchkey.sandbox.admincenter.UserPages;
import dev.latchkey.sandbox.control.Control;
import dev.latchkey.sandbox.control.Evidence;
import dev.latchkey.sandbox.control.Faults;
import dev.latchkey.sandbox.control.Home;
import dev.latchkey.sandbox.control.Registration;
import dev.latchkey.sandbox.control.ScenarioControl;
import dev.latchkey.sandbox.control.UnknownPages;
import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Entra;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.LargeContents;
import dev.latchkey.sandbox.exchange.MailControl;
import dev.latchkey.sandbox.graph.Graph;
import dev.latchkey.sandbox.outlook.ComposePages;
import dev.latchkey.sandbox.outlook.InternetPages;
import dev.latchkey.sandbox.outlook.MessagePages;
import dev.latchkey.sandbox.outlook.OutlookPages;
import dev.latchkey.sandbox.smtp.SmtpDoor;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Randomness;
import dev.latchkey.sandbox.store.SandboxClock;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.tls.CertificateAuthority;
import dev.latchkey.sandbox.tls.ServerTls;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Pages;
import dev.latchkey.sandbox.web.Stylesheet;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A running sandbox, and the table of contents of what runs in it. */
public final class Sandbox implements AutoCloseable {

    private final SandboxClock clock = new SandboxClock();
    private final Pages pages = new Pages();
    private final Randomness random;
    private final Store store;
    private final Ledger ledger;
    private final Entra entra;
    private final Exchange exchange;
    private final Graph graph;
    private final Faults faults;
    private final List<HttpService> services;
    private final @Nullable Path data;
    private @Nullable CertificateAuthority certificates;
    private @Nullable SSLContext tls;
    private final WebDoor web;
    private final SmtpDoor smtp;

    private Sandbox(SandboxOptions options) {
        data = options.data();
        random = new Randomness(options.seed());
        store = data == null ? Store.inMemory() : Store.at(data);
        ledger = new Ledger(store, clock);
        entra = new Entra(store, ledger, clock, pages, random);
        faults = new Faults(store, ledger, clock);
        exchange = new Exchange(
                store, new LargeContents(data, random), ledger, clock, random, entra.directory(), faults::ofSend);
        graph = new Graph(
                store,
                ledger,
                clock,
                random,
                entra.directory(),
                entra.accessTokens(),
                exchange,
                new Graph.Faults(faults::ofItem, faults::ofNotification));
        var consentMail = new ConsentMail(entra.directory(), exchange, this::address);
        entra.consentRequests().onChange(consentMail::send);
        smtp = new SmtpDoor(
                new SmtpDoor.House(entra.directory(), entra.accessTokens(), exchange, clock),
                options.smtpPort(),
                this::tls,
                faults::ofCommand);
        services = services();
        web = new WebDoor(options, this::tls, this::route);
    }

    /**
     * Starts and returns once it answers.
     *
     * @throws UncheckedIOException that names the port which is taken; nothing runs then
     */
    public static Sandbox start(SandboxOptions options) {
        // most of a first start is the loading of classes: the web server's take as long as all others
        Thread.ofPlatform().daemon().start(WebDoor::load);
        var sandbox = new Sandbox(options);
        try {
            if (options.data() != null && options.httpsPort() != null) {
                // clients are told of its file before they connect
                sandbox.certificates();
            }
            sandbox.web.start();
            sandbox.smtp.start();
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /** Everything that answers requests, one line each. */
    private List<HttpService> services() {
        var directory = entra.directory();
        var adminCenter = new AdminCenter(directory, entra.signIn(), pages);
        var known = new KnownApplications(adminCenter, directory, entra.grants(), pages);
        return List.of(
                new Stylesheet(),
                new Home(directory, pages),
                new Control(store, directory, entra.grants(), entra.consentRequests(), this::reset),
                new Evidence(ledger, clock, this::settle),
                new Registration(store, directory, clock, pages),
                faults,
                new ScenarioControl(store, entra.scenarios(), pages),
                adminCenter,
                new ApplicationPages(adminCenter, known, store, directory, entra.grants(), pages),
                new RequestPages(adminCenter, store, directory, entra.consentRequests(), pages),
                new EnterpriseApplicationPages(known, store, directory, entra.grants(), pages),
                new ConsentSettingsPages(adminCenter, store, directory, pages),
                new SignInLogPages(adminCenter, entra.signInLog(), pages),
                new PolicyPages(adminCenter, store, directory, pages),
                new LocationPages(adminCenter, store, directory, pages),
                new UserPages(adminCenter, store, directory, clock, pages),
                exchange.unverifiedSwitches(),
                new MailControl(exchange),
                new InternetPages(exchange, pages),
                new ComposePages(exchange, pages),
                new MessagePages(exchange, pages),
                new OutlookPages(exchange, pages));
    }

    /** Does what is due after a move of the clock. */
    private void settle() {
        entra.consentRequests().expire();
        exchange.settle();
        graph.afterMove();
    }

    /** Back to the first day, under a new signing key: every session and token is gone. */
    public void reset() {
        smtp.reset();
        store.clear();
        random.restart();
        graph.reset();
        exchange.reset();
        clock.reset();
        entra.reset();
        store.commit();
    }

    /** Where it answers, such as {@code http://127.0.0.1:8081}. */
    public URI address() {
        return web.address();
    }

    /** Where it answers over https; empty where it does not. */
    public Optional<URI> httpsAddress() {
        return web.httpsAddress();
    }

    /** Who vouches for it over TLS; made, or read from beside its data, when it is first needed. */
    public synchronized CertificateAuthority certificates() {
        if (certificates == null) {
            certificates = data == null ? CertificateAuthority.inMemory() : CertificateAuthority.beside(data);
        }
        return certificates;
    }

    private synchronized SSLContext tls() {
        if (tls == null) {
            tls = ServerTls.context(this::certificates);
        }
        return tls;
    }

    /** Where it takes mail over SMTP. */
    public InetSocketAddress smtpAddress() {
        return smtp.address();
    }

    public Directory directory() {
        return entra.directory();
    }

    public AccessTokens accessTokens() {
        return entra.accessTokens();
    }

    /** The mailboxes. */
    public Exchange exchange() {
        return exchange;
    }

    public Ledger ledger() {
        return ledger;
    }

    public SandboxClock clock() {
        return clock;
    }

    @Override
    public void close() {
        web.close();
        smtp.close();
        graph.close();
        exchange.close();
        store.close();
    }

    private void route(HttpRouting.Builder routing) {
        routing.error(
                Body.Refused.class, (_, response, e) -> Json.send(response, e.status(), Map.of("error", e.text())));
        routing.addFilter(faults.filter());
        services.forEach(routing::register);
        graph.services().forEach(routing::register);
        entra.services().forEach(routing::register);
        routing.register(new UnknownPages(entra.directory(), pages));
        routing.register(graph.gateway());
    }
}
