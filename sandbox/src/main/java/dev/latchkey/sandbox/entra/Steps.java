package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.AuthorizeChecks.Checked;
import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Sessions.Session;
import dev.latchkey.sandbox.entra.Visits.Purpose;
import dev.latchkey.sandbox.entra.Visits.Visit;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides the next step of a visit: who signs in, whether access is blocked, what is left to consent to. */
final class Steps {

    private final Directory directory;
    private final Sessions sessions;
    private final Visits visits;
    private final Entrance entrance;
    private final Admission admission;
    private final SilentSignIn silentSignIn;
    private final Scenarios scenarios;
    private final SignInLog log;
    private final Clock clock;

    @SuppressWarnings("size:parameters") // the parts that the way through sign-in touches
    Steps(
            Directory directory,
            Sessions sessions,
            Visits visits,
            Entrance entrance,
            Admission admission,
            SilentSignIn silentSignIn,
            Scenarios scenarios,
            SignInLog log,
            Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.visits = visits;
        this.entrance = entrance;
        this.admission = admission;
        this.silentSignIn = silentSignIn;
        this.scenarios = scenarios;
        this.log = log;
        this.clock = clock;
    }

    /** The first step of an application's request. */
    Step begin(Checked checked, Purpose purpose, Session session, Trace trace) {
        return switch (checked) {
            case Checked.Untrusted(var error) -> DeadEnds.page(error, trace, null);
            case Checked.Faulty(var request, var error) ->
                purpose == Purpose.AUTHORIZE
                        ? AuthorizationResponses.error(request, error, trace)
                        : AuthorizationResponses.adminRefused(request, error, trace);
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
        var access = access(request, session.key(), account);
        var step = scenarios
                .take(account, ErrorPlace.SILENT)
                .map(due -> AuthorizationResponses.error(request, due.error().silent(), trace))
                .orElseGet(() -> tooLongAgo(session.key(), account, access)
                        ? SilentSignIn.ambiguous(request, List.of(), trace)
                        : silentSignIn.answer(request, account, access.proofs(), trace));
        log.record(new SignInLog.Attempt(access.user(), directory.of(request), access, false, trace), step);
        return step;
    }

    /** The next step once somebody has signed in. */
    Step signedIn(Visit visit, User account) {
        visits.save(visit);
        return switch (visit.purpose()) {
            case OWN_PAGE -> {
                visits.end(visit);
                yield new Step.GoOn(visit.returnTo() == null ? "/" : visit.returnTo());
            }
            case ADMIN_CONSENT -> enter(visit, account, entrance::adminConsent);
            case AUTHORIZE -> enter(visit, account, entrance::authorize);
        };
    }

    private interface Door {
        Step enter(Visit visit, User account, Access access);
    }

    private Step enter(Visit visit, User account, Door door) {
        var access = access(visit.asked(), visit.sessionKey(), account);
        var due = scenarios.take(account, ErrorPlace.PAGE, ErrorPlace.REDIRECT);
        if (due.isEmpty() && tooLongAgo(visit.sessionKey(), account, access)) {
            return new Step.AskPassword(visit.id(), account.address(), null);
        }
        return logged(
                visit,
                access,
                due.map(scenario -> entrance.forced(visit, account, scenario))
                        .orElseGet(() -> door.enter(visit, account, access)));
    }

    private boolean tooLongAgo(String sessionKey, User account, Access access) {
        var at = sessions.signedInAt(sessionKey, account).orElse(Instant.MAX);
        return admission
                .signInFrequency(access)
                .filter(frequency -> at.isBefore(clock.instant().minus(frequency)))
                .isPresent();
    }

    /** The end of a request that succeeds. */
    Step code(Visit visit, User account) {
        var access = access(visit.asked(), visit.sessionKey(), account);
        return logged(visit, access, entrance.code(visit, account, access));
    }

    /** What stopped the person before anything was decided, such as a wrong password. */
    Step stopped(Visit visit, User account, Aadsts by, Step step) {
        if (visit.request() != null) {
            log.record(attempt(visit, access(visit.asked(), visit.sessionKey(), account)), by.code());
        }
        return step;
    }

    private Step logged(Visit visit, Access access, Step step) {
        log.record(attempt(visit, access), step);
        return step;
    }

    private SignInLog.Attempt attempt(Visit visit, Access access) {
        var trace = Trace.begin(clock, visit.correlationId());
        return new SignInLog.Attempt(access.user(), directory.of(visit.asked()), access, true, trace);
    }

    private Access access(AuthorizeRequest request, String sessionKey, User account) {
        var user = directory.inTenantOf(request.tenant(), account).orElse(account);
        return new Access(user, request.permissions(), sessions.proofs(sessionKey, account));
    }
}
