package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Visits.Visit;
import dev.latchkey.sandbox.web.Fields;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.Map;

/** The forms of signing in: the address, the password, the account among several. */
final class SignInPages implements HttpService {

    private static final String WRONG = "wrong";

    private final Directory directory;
    private final Sessions sessions;
    private final Visits visits;
    private final Steps steps;
    private final StepPages pages;
    private final Clock clock;
    private final Lockout lockout;

    @SuppressWarnings("size:parameters") // wired in one place
    SignInPages(Directory directory, Sessions sessions, Visits visits, Steps steps, StepPages pages, Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.visits = visits;
        this.steps = steps;
        this.pages = pages;
        this.clock = clock;
        this.lockout = new Lockout(directory, clock);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/common/login", (request, response) -> answer(request, response, this::address))
                .post("/common/password", (request, response) -> answer(request, response, this::password))
                .post("/common/newPassword", (request, response) -> answer(request, response, this::newPassword))
                .post("/common/mfa", (request, response) -> answer(request, response, this::mfa))
                .post("/common/account", (request, response) -> answer(request, response, this::account))
                .post("/common/cancel", (request, response) -> answer(request, response, this::cancel));
    }

    private interface Form {
        Step submit(Visit visit, Fields fields);
    }

    private void answer(ServerRequest request, ServerResponse response, Form form) {
        var fields = Fields.ofForm(request);
        var session = sessions.of(request, response);
        var step = visits.find(fields.get("ctx"), session.key())
                .map(visit -> form.submit(visit, fields))
                .orElseGet(() -> lost(clock));
        pages.show(response, step);
    }

    /** The form belongs to another browser, or was left for too long. */
    static Step lost(Clock clock) {
        return DeadEnds.page(Aadsts.SESSION_LOST.with(), Trace.begin(clock, null), null);
    }

    private Step address(Visit visit, Fields fields) {
        var address = fields.get("address", "").strip();
        return directory.userByAddress(address).isPresent()
                ? new Step.AskPassword(visit.id(), address, null)
                : new Step.AskAddress(
                        visit.id(),
                        address,
                        "We could not find an account with that user name. Check how it is written. (AADSTS50034)",
                        visit.request() != null);
    }

    private Step password(Visit visit, Fields fields) {
        var address = fields.get("address", "");
        var user = directory.userByAddress(address);
        if (user.isEmpty()) {
            return address(visit, fields);
        }
        if (lockout.locked(user.get())) {
            return steps.stopped(
                    visit,
                    user.get(),
                    Aadsts.ACCOUNT_LOCKED,
                    new Step.AskPassword(
                            visit.id(), address, "Your account is temporarily locked. Try again later. (AADSTS50053)"));
        }
        if (fields.get("password", WRONG).equals(WRONG)) {
            lockout.wrong(user.get());
            return steps.stopped(
                    visit,
                    user.get(),
                    Aadsts.PASSWORD_WRONG,
                    new Step.AskPassword(visit.id(), address, "Your account or password is incorrect. (AADSTS50126)"));
        }
        return user.get().settings().passwordExpired()
                ? steps.stopped(
                        visit, user.get(), Aadsts.PASSWORD_EXPIRED, new Step.AskNewPassword(visit.id(), address))
                : enter(visit, lockout.right(user.get()));
    }

    /** The sandbox keeps no passwords: a new one is one that has not expired. */
    private Step newPassword(Visit visit, Fields fields) {
        var address = fields.get("address", "");
        return directory
                .userByAddress(address)
                .map(user -> enter(visit, directory.change(user, Map.of("passwordExpired", false))))
                .orElseGet(() -> address(visit, fields));
    }

    /** The second factor is a click here; whoever is asked to set one up has it from now on. */
    private Step mfa(Visit visit, Fields fields) {
        var account = sessions.accounts(visit.sessionKey()).stream()
                .filter(user -> user.objectId().equals(visit.accountId()))
                .findFirst();
        if (account.isEmpty()) {
            return lost(clock);
        }
        var user = account.get().settings().mfaRegistered()
                ? account.get()
                : directory.change(account.get(), Map.of("mfaRegistered", true));
        sessions.passMfa(visit.sessionKey(), user);
        return steps.signedIn(visit, user);
    }

    private Step enter(Visit visit, User user) {
        if (!user.settings().accountEnabled()) {
            var page =
                    DeadEnds.page(Admission.disabled(user), Trace.begin(clock, visit.correlationId()), user.address());
            return steps.stopped(visit, user, user.guest() ? Aadsts.GUEST_DISABLED : Aadsts.ACCOUNT_DISABLED, page);
        }
        sessions.signIn(visit.sessionKey(), user);
        return steps.signedIn(visit.as(user), user);
    }

    /** An account of the browser's that is signed in needs no password again; anything else begins anew. */
    private Step account(Visit visit, Fields fields) {
        var chosen = fields.get("account", "");
        return sessions.accounts(visit.sessionKey()).stream()
                .filter(user -> user.objectId().equals(chosen))
                .findFirst()
                .map(user -> steps.signedIn(visit.as(user), user))
                .orElseGet(() -> new Step.AskAddress(visit.id(), "", null, visit.request() != null));
    }

    private Step cancel(Visit visit, Fields fields) {
        visits.end(visit);
        return visit.request() == null ? new Step.GoOn("/") : AuthorizationResponses.cancelled(visit.asked());
    }
}
