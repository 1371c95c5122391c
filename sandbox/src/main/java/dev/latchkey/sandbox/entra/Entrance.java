package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Scenarios.Due;
import dev.latchkey.sandbox.entra.Scenarios.Scenario;
import dev.latchkey.sandbox.entra.Visits.Purpose;
import dev.latchkey.sandbox.entra.Visits.Visit;
import java.time.Clock;
import java.util.List;

/** What somebody who has signed in meets on the way to an application: a block, a prompt, or the code. */
final class Entrance {

    private static final String CONSENT = "/common/consent";

    private final Directory directory;
    private final Visits visits;
    private final ConsentRules rules;
    private final Admission admission;
    private final AuthorizationCodes codes;
    private final Clock clock;

    @SuppressWarnings("size:parameters") // the parts that the way through consent touches
    Entrance(
            Directory directory,
            Visits visits,
            ConsentRules rules,
            Admission admission,
            AuthorizationCodes codes,
            Clock clock) {
        this.directory = directory;
        this.visits = visits;
        this.rules = rules;
        this.admission = admission;
        this.codes = codes;
        this.clock = clock;
    }

    Step authorize(Visit visit, User account, Access access) {
        var request = visit.asked();
        if (AuthorizeChecks.personalOnly(request.tenant())) {
            return DeadEnds.page(Aadsts.PERSONAL_ONLY.with(), trace(visit), account.address());
        }
        var found = directory.inTenantOf(request.tenant(), account);
        if (found.isEmpty()) {
            return DeadEnds.page(foreign(request, account), trace(visit), account.address());
        }
        return admission
                .refusal(directory.of(request), access)
                .map(error -> refused(visit, account, error))
                .orElseGet(() -> consent(visit, account, access));
    }

    private Step refused(Visit visit, User account, EntraError error) {
        if ("basic_action".equals(error.suberror())) { // a second factor can be given here and now
            return new Step.AskMfa(visit.id(), account, error.code() == Aadsts.MFA_ENROLMENT.code());
        }
        return switch (error.error()) {
            case "interaction_required", "invalid_client" -> {
                visits.end(visit);
                yield AuthorizationResponses.error(visit.asked(), error, trace(visit));
            }
            default -> DeadEnds.page(error, trace(visit), account.address());
        };
    }

    private Step consent(Visit visit, User account, Access access) {
        var request = visit.asked();
        var user = access.user();
        var application = directory.of(request);
        return switch (rules.decide(user, application, request.permissions(), request.prompts("consent"))) {
            case ConsentRules.Decision.Consented() -> code(visit, account, access);
            case ConsentRules.Decision.Ask(var missing, var forEveryone) ->
                new Step.AskConsent(new ConsentPrompt(
                        CONSENT,
                        visit.id(),
                        user,
                        directory.tenantOf(user),
                        application,
                        List.copyOf(missing),
                        false,
                        forEveryone));
            case ConsentRules.Decision.Approval(var missing, var reason) ->
                new Step.AskApproval(visit.id(), user, application, List.copyOf(missing), reason.code());
            case ConsentRules.Decision.Administrator(var reason) ->
                new Step.NeedAdministrator(visit.id(), user, application, reason.code());
        };
    }

    /** The end of a request that succeeds. */
    Step code(Visit visit, User account, Access access) {
        visits.end(visit);
        var code = codes.issue(visit.asked(), access.user().objectId(), access.proofs());
        return AuthorizationResponses.code(visit.asked(), code, account);
    }

    Step adminConsent(Visit visit, User account, Access access) {
        var request = visit.asked();
        var application = directory.of(request);
        var user = directory.inTenantOf(request.tenant(), account);
        if (user.isEmpty()) {
            visits.end(visit);
            return AuthorizationResponses.adminRefused(request, foreign(request, account), trace(visit));
        }
        var blocked = admission.refusalByPolicy(access);
        if (blocked.isPresent()) {
            return refused(visit, account, blocked.get());
        }
        if (!user.get().administrator()) {
            return new Step.NeedAdministrator(visit.id(), user.get(), application, Aadsts.ADMIN_NEEDED.code());
        }
        return new Step.AskConsent(new ConsentPrompt(
                CONSENT,
                visit.id(),
                user.get(),
                directory.tenantOf(user.get()),
                application,
                List.copyOf(request.permissions()),
                true,
                false));
    }

    /** A scenario instead of all that. */
    Step forced(Visit visit, User account, Due due) {
        visits.end(visit);
        return switch (due.scenario()) {
            case Scenario.Code(var row) ->
                due.place() == ErrorPlace.PAGE
                        ? DeadEnds.page(row.anyway(), trace(visit), account.address())
                        : refusal(visit, row.anyway());
            case Scenario.Cancel(var reply) ->
                AuthorizationResponses.declined(visit.asked(), reply, trace(visit))
                        .orElseGet(() -> new Step.Declined(directory.of(visit.asked())));
            case Scenario.Silence() -> new Step.Nothing(account);
        };
    }

    private Step refusal(Visit visit, EntraError error) {
        return visit.purpose() == Purpose.ADMIN_CONSENT
                ? AuthorizationResponses.adminRefused(visit.asked(), error, trace(visit))
                : AuthorizationResponses.error(visit.asked(), error, trace(visit));
    }

    private EntraError foreign(AuthorizeRequest request, User account) {
        var tenant = directory.tenant(request.tenant()).map(Tenant::displayName).orElse(request.tenant());
        return Aadsts.ACCOUNT_FOREIGN.with(account.address(), tenant, request.clientId());
    }

    private Trace trace(Visit visit) {
        return Trace.begin(clock, visit.correlationId());
    }
}
