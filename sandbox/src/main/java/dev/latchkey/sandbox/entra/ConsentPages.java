package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Visits.Purpose;
import dev.latchkey.sandbox.entra.Visits.Visit;
import dev.latchkey.sandbox.web.Fields;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/** The forms of consent: accept or decline, ask an administrator, go back. Each decides anew what the user may do. */
final class ConsentPages implements HttpService {

    private final Directory directory;
    private final Sessions sessions;
    private final Visits visits;
    private final Steps steps;
    private final ConsentRules rules;
    private final Grants grants;
    private final ConsentRequests requests;
    private final StepPages pages;
    private final Clock clock;

    @SuppressWarnings("size:parameters") // wired in one place
    ConsentPages(
            Directory directory,
            Sessions sessions,
            Visits visits,
            Steps steps,
            ConsentRules rules,
            Grants grants,
            ConsentRequests requests,
            StepPages pages,
            Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.visits = visits;
        this.steps = steps;
        this.rules = rules;
        this.grants = grants;
        this.requests = requests;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/common/consent", (request, response) -> answer(request, response, this::consent))
                .post("/common/approval", (request, response) -> answer(request, response, this::approval))
                .post("/common/return", (request, response) -> answer(request, response, this::goBack))
                .post("/common/otherAccount", (request, response) -> answer(request, response, this::otherAccount));
    }

    private interface Form {
        Step submit(Visit visit, User account, Fields fields);
    }

    private void answer(ServerRequest request, ServerResponse response, Form form) {
        var fields = Fields.ofForm(request);
        var session = sessions.of(request, response);
        var step = visits.find(fields.get("ctx"), session.key())
                .filter(visit -> visit.request() != null)
                .flatMap(visit -> sessions.accounts(session).stream()
                        .filter(account -> account.objectId().equals(visit.accountId()))
                        .findFirst()
                        .map(account -> form.submit(visit, account, fields)))
                .orElseGet(() -> SignInPages.lost(clock));
        pages.show(response, step);
    }

    private Step consent(Visit visit, User account, Fields fields) {
        var user = directory.inTenantOf(visit.asked().tenant(), account).orElseThrow();
        if (!fields.get("answer", "").equals("accept")) {
            return steps.stopped(visit, account, Aadsts.DECLINED, decline(visit, user));
        }
        return visit.purpose() == Purpose.ADMIN_CONSENT
                ? acceptForEveryone(visit, user)
                : accept(visit, account, user, fields.find("everyone").isPresent());
    }

    private Step decline(Visit visit, User user) {
        visits.end(visit);
        var trace = Trace.begin(clock, visit.correlationId());
        if (visit.purpose() == Purpose.ADMIN_CONSENT) {
            return AuthorizationResponses.adminRefused(visit.asked(), Aadsts.DECLINED.with(), trace);
        }
        var variant = directory.tenantOf(user).settings().cancelReply();
        return AuthorizationResponses.declined(visit.asked(), variant, trace)
                .orElseGet(() -> new Step.Declined(directory.of(visit.asked())));
    }

    private Step acceptForEveryone(Visit visit, User user) {
        if (!user.administrator()) {
            return steps.signedIn(visit, user);
        }
        var request = visit.asked();
        var tenant = directory.tenantOf(user);
        grants.regrantToAll(tenant, directory.of(request), RequestedScopes.names(request.permissions()), user);
        visits.end(visit);
        return AuthorizationResponses.adminConsented(request, tenant.id());
    }

    private Step accept(Visit visit, User account, User user, boolean forEveryone) {
        var request = visit.asked();
        var application = directory.of(request);
        return switch (rules.decide(user, application, request.permissions(), request.prompts("consent"))) {
            case ConsentRules.Decision.Consented() -> steps.code(visit, account);
            case ConsentRules.Decision.Ask(var missing, var mayIncludeEveryone) -> {
                if (forEveryone && mayIncludeEveryone) {
                    grants.grantToAll(directory.tenantOf(user), application, RequestedScopes.names(missing), user);
                } else {
                    grants.grantTo(user, application, RequestedScopes.names(missing));
                }
                yield steps.code(visit, account);
            }
            case ConsentRules.Decision.Approval ignored -> steps.signedIn(visit, account);
            case ConsentRules.Decision.Administrator ignored -> steps.signedIn(visit, account);
        };
    }

    private Step approval(Visit visit, User account, Fields fields) {
        var request = visit.asked();
        var user = directory.inTenantOf(request.tenant(), account).orElseThrow();
        var application = directory.of(request);
        var decision = rules.decide(user, application, request.permissions(), request.prompts("consent"));
        if (!(decision instanceof ConsentRules.Decision.Approval(var missing, var ignored))) {
            return steps.signedIn(visit, account);
        }
        requests.submit(user, application, RequestedScopes.names(missing), fields.get("reason", ""));
        visits.end(visit);
        return new Step.RequestSent(user, application);
    }

    /**
     * "Return to the application without granting consent": what the application gets is not documented; it is taken
     * for a cancel.
     */
    private Step goBack(Visit visit, User account, Fields fields) {
        visits.end(visit);
        return AuthorizationResponses.cancelled(visit.asked());
    }

    /** "Have an admin account? Sign in with that account". */
    private Step otherAccount(Visit visit, User account, Fields fields) {
        return new Step.AskAddress(visit.id(), "", null, true);
    }
}
