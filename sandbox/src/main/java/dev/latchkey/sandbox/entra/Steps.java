package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.AuthorizeChecks.Checked;
import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Sessions.Session;
import dev.latchkey.sandbox.entra.Visits.Purpose;
import dev.latchkey.sandbox.entra.Visits.Visit;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Decides the next step of a visit: who signs in, whether access is blocked, what is left to consent to. */
final class Steps {

    private static final String CONSENT = "/common/consent";

    private final Directory directory;
    private final Sessions sessions;
    private final Visits visits;
    private final ConsentRules rules;
    private final Admission admission;
    private final AuthorizationCodes codes;
    private final SilentSignIn silentSignIn;
    private final Clock clock;

    @SuppressWarnings("size:parameters") // the parts that the way through sign-in and consent touches
    Steps(
            Directory directory,
            Sessions sessions,
            Visits visits,
            ConsentRules rules,
            Admission admission,
            AuthorizationCodes codes,
            Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.visits = visits;
        this.rules = rules;
        this.admission = admission;
        this.codes = codes;
        this.silentSignIn = new SilentSignIn(directory, rules, admission, codes);
        this.clock = clock;
    }

    /** The first step of an application's request. */
    Step begin(Checked checked, Purpose purpose, Session session, Trace trace) {
        return switch (checked) {
            case Checked.Untrusted(var error) -> DeadEnds.page(error, trace, null);
            case Checked.Faulty(var request, var error) ->
                purpose == Purpose.AUTHORIZE
                        ? Replies.error(request, error, trace)
                        : Replies.adminRefused(request, error, trace);
            case Checked.Good(var request) -> begin(request, purpose, session, trace);
        };
    }

    /** The first step towards a page of ours. */
    Step beginOwnPage(String returnTo, Session session, Trace trace) {
        var visit = visits.beginOwnPage(session.key(), returnTo, trace);
        var accounts = sessions.accounts(session);
        return accounts.isEmpty() ? new Step.AskAddress(visit.id(), "", null, false) : pick(visit, accounts);
    }

    private Step begin(AuthorizeRequest request, Purpose purpose, Session session, Trace trace) {
        if (request.prompts("none")) {
            return silent(request, session, trace);
        }
        var visit = visits.begin(session.key(), purpose, request, trace);
        var accounts = candidates(request, session);
        if (request.prompts("login") || accounts.isEmpty()) {
            return signIn(visit, request);
        }
        var hint = request.loginHint();
        if (hint != null && !request.prompts("select_account")) {
            return accounts.stream()
                    .filter(account -> account.address().equalsIgnoreCase(hint.strip()))
                    .findFirst()
                    .map(account -> signedIn(visit.as(account), account))
                    .orElseGet(() -> signIn(visit, request));
        }
        return accounts.size() == 1 && !request.prompts("select_account")
                ? signedIn(visit.as(accounts.getFirst()), accounts.getFirst())
                : pick(visit, accounts);
    }

    /** {@code domain_hint} leaves only the accounts of that domain. */
    private List<User> candidates(AuthorizeRequest request, Session session) {
        var hint = Optional.ofNullable(request.domainHint()).flatMap(directory::tenant);
        return sessions.accounts(session).stream()
                .filter(account ->
                        hint.isEmpty() || account.tenantId().equals(hint.get().id()))
                .toList();
    }

    private Step signIn(Visit visit, AuthorizeRequest request) {
        var hint = request.loginHint();
        return hint != null && directory.userByAddress(hint).isPresent()
                ? new Step.AskPassword(visit.id(), hint, null)
                : new Step.AskAddress(visit.id(), hint == null ? "" : hint, null, true);
    }

    private static Step pick(Visit visit, List<User> accounts) {
        return new Step.PickAccount(visit.id(), accounts);
    }

    private Step silent(AuthorizeRequest request, Session session, Trace trace) {
        var hint = request.loginHint();
        var accounts = candidates(request, session).stream()
                .filter(account -> hint == null || account.address().equalsIgnoreCase(hint.strip()))
                .toList();
        if (accounts.size() != 1) {
            return SilentSignIn.ambiguous(request, accounts, trace);
        }
        var account = accounts.getFirst();
        return silentSignIn.answer(request, account, sessions.proofs(session.key(), account), trace);
    }

    /** The next step once somebody has signed in. */
    Step signedIn(Visit visit, User account) {
        visits.save(visit);
        return switch (visit.purpose()) {
            case OWN_PAGE -> {
                visits.end(visit);
                yield new Step.GoOn(visit.returnTo() == null ? "/" : visit.returnTo());
            }
            case ADMIN_CONSENT -> adminConsent(visit, account);
            case AUTHORIZE -> authorize(visit, account);
        };
    }

    private Step authorize(Visit visit, User account) {
        var request = visit.asked();
        if (AuthorizeChecks.personalOnly(request.tenant())) {
            return DeadEnds.page(
                    Aadsts.PERSONAL_ONLY.with(), Trace.begin(clock, visit.correlationId()), account.address());
        }
        var found = inTenant(request, account);
        if (found.isEmpty()) {
            return DeadEnds.page(
                    foreign(request, account), Trace.begin(clock, visit.correlationId()), account.address());
        }
        var user = found.get();
        var access = new Access(user, request.permissions(), sessions.proofs(visit.sessionKey(), account));
        return admission
                .refusal(application(request), access)
                .map(error -> refused(visit, account, error))
                .orElseGet(() -> consent(visit, account, user));
    }

    private Step refused(Visit visit, User account, EntraError error) {
        var trace = Trace.begin(clock, visit.correlationId());
        if ("basic_action".equals(error.suberror())) { // a second factor can be given here and now
            return new Step.AskMfa(visit.id(), account, error.code() == Aadsts.MFA_ENROLMENT.code());
        }
        return switch (error.error()) {
            case "interaction_required", "invalid_client" -> {
                visits.end(visit);
                yield Replies.error(visit.asked(), error, trace);
            }
            default -> DeadEnds.page(error, trace, account.address());
        };
    }

    private Step consent(Visit visit, User account, User user) {
        var request = visit.asked();
        var application = application(request);
        return switch (rules.decide(user, application, request.permissions(), request.prompts("consent"))) {
            case ConsentRules.Decision.Consented() -> code(visit, account, user);
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
    Step code(Visit visit, User account, User user) {
        visits.end(visit);
        var proofs = sessions.proofs(visit.sessionKey(), account);
        return Replies.code(visit.asked(), codes.issue(visit.asked(), user.objectId(), proofs), account);
    }

    private Step adminConsent(Visit visit, User account) {
        var request = visit.asked();
        var application = application(request);
        var user = inTenant(request, account);
        if (user.isEmpty()) {
            visits.end(visit);
            return Replies.adminRefused(request, foreign(request, account), Trace.begin(clock, visit.correlationId()));
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

    /** The account in the tenant of the request: its home where the path names none. */
    Optional<User> inTenant(AuthorizeRequest request, User account) {
        return directory.inTenantOf(request.tenant(), account);
    }

    Application application(AuthorizeRequest request) {
        return directory.application(request.clientId()).orElseThrow();
    }

    private EntraError foreign(AuthorizeRequest request, User account) {
        var tenant = directory.tenant(request.tenant()).map(Tenant::displayName).orElse(request.tenant());
        return Aadsts.ACCOUNT_FOREIGN.with(account.address(), tenant, request.clientId());
    }
}
