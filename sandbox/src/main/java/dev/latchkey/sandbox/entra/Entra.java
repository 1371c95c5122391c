package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Randomness;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;
import java.util.List;

/** The parts of the simulated Entra ID, put together by hand. */
public final class Entra {

    private final Directory directory;
    private final SigningKey signingKey;
    private final AccessTokens accessTokens;
    private final Grants grants;
    private final ConsentRequests consentRequests;
    private final Sessions sessions;
    private final SignIn signIn;
    private final Scenarios scenarios;
    private final SignInLog signInLog;
    private final List<HttpService> services;

    public Entra(Store store, Ledger ledger, Clock clock, Pages pages, Randomness random) {
        var secrets = new Secrets(random);
        directory = new Directory(store);
        signingKey = new SigningKey(store, random);
        accessTokens = new AccessTokens(signingKey, directory, clock, random);
        grants = new Grants(store, ledger, clock);
        consentRequests = new ConsentRequests(store, directory, grants, ledger, clock, random);
        sessions = new Sessions(store, directory, secrets, clock);

        var visits = new Visits(store, secrets, clock);
        var rules = new ConsentRules(directory, grants);
        var conditionalAccess = new ConditionalAccess(directory);
        var admission = new Admission(directory, conditionalAccess);
        var codes = new AuthorizationCodes(store, secrets, clock);
        var refreshTokens = new RefreshTokens(store, secrets, ledger, clock);
        var idTokens = new IdTokens(signingKey, directory, clock);
        scenarios = new Scenarios(store);
        signInLog = new SignInLog(store, conditionalAccess, clock);
        var entrance = new Entrance(directory, visits, rules, admission, codes, clock);
        var silentSignIn = new SilentSignIn(directory, rules, admission, codes);
        var steps =
                new Steps(directory, sessions, visits, entrance, admission, silentSignIn, scenarios, signInLog, clock);
        var stepPages = new StepPages(store, pages);
        var issuer = new TokenIssuer(grants, accessTokens, idTokens, ledger);
        var tokenRequests = new TokenRequests(
                directory, rules, admission, grants, codes, refreshTokens, issuer, scenarios, signInLog);
        var clientCredentials = new ClientCredentials(directory, grants, accessTokens, ledger);
        signIn = new SignIn(sessions, steps, stepPages, clock);
        services = List.of(
                new Discovery(store, directory, signingKey, clock),
                new AuthorizeEndpoint(directory, sessions, steps, stepPages, clock),
                new SignInPages(directory, sessions, visits, steps, stepPages, clock),
                new ConsentPages(directory, sessions, visits, steps, rules, grants, consentRequests, stepPages, clock),
                new UserInfo(directory, accessTokens, idTokens),
                new TokenEndpoint(store, directory, tokenRequests, clientCredentials, ledger, clock));
    }

    /** What answers requests. */
    public List<HttpService> services() {
        return services;
    }

    public Directory directory() {
        return directory;
    }

    public AccessTokens accessTokens() {
        return accessTokens;
    }

    public Grants grants() {
        return grants;
    }

    public ConsentRequests consentRequests() {
        return consentRequests;
    }

    public Scenarios scenarios() {
        return scenarios;
    }

    public SignInLog signInLog() {
        return signInLog;
    }

    public SignIn signIn() {
        return signIn;
    }

    /** After the store was emptied: what every sandbox begins with, under a new key. */
    public void reset() {
        signingKey.forget();
        directory.seed();
    }
}
