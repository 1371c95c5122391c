package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Visits.Visit;
import dev.latchkey.sandbox.web.Fields;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/** The forms of signing in: the address, the password, the account among several. */
final class SignInPages implements HttpService {

    private static final String WRONG = "wrong";

    private final Directory directory;
    private final Sessions sessions;
    private final Visits visits;
    private final Steps steps;
    private final StepPages pages;
    private final Clock clock;

    @SuppressWarnings("size:parameters") // wired in one place
    SignInPages(Directory directory, Sessions sessions, Visits visits, Steps steps, StepPages pages, Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.visits = visits;
        this.steps = steps;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/common/login", (request, response) -> answer(request, response, this::address))
                .post("/common/password", (request, response) -> answer(request, response, this::password))
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
        var error = Aadsts.SESSION_LOST.with();
        return new Step.DeadEnd(
                "Sorry, but we're having trouble signing you in.", error.text(), error, Trace.begin(clock, null), null);
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
        if (fields.get("password", WRONG).equals(WRONG)) {
            return new Step.AskPassword(visit.id(), address, "Your account or password is incorrect. (AADSTS50126)");
        }
        return enter(visit, user.get());
    }

    private Step enter(Visit visit, User user) {
        if (!user.settings().accountEnabled()) {
            var error = Aadsts.ACCOUNT_DISABLED.with();
            return new Step.DeadEnd(
                    "Your account has been locked",
                    "Contact your support person to unlock it, then try again.",
                    error,
                    Trace.begin(clock, visit.correlationId()),
                    user.address());
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
        return visit.request() == null ? new Step.GoOn("/") : Replies.cancelled(visit.asked());
    }
}
