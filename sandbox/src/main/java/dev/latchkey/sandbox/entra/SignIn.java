package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;

/** Sign-in to the sandbox's own pages. */
public final class SignIn {

    private final Sessions sessions;
    private final Steps steps;
    private final StepPages pages;
    private final Clock clock;

    SignIn(Sessions sessions, Steps steps, StepPages pages, Clock clock) {
        this.sessions = sessions;
        this.steps = steps;
        this.pages = pages;
        this.clock = clock;
    }

    /** Everyone who is signed in in this browser. */
    public List<User> accounts(ServerRequest request) {
        return sessions.find(request).map(sessions::accounts).orElse(List.of());
    }

    /** Asks who it is, then goes on to that path. */
    public void ask(ServerRequest request, ServerResponse response, String returnTo) {
        var session = sessions.of(request, response);
        pages.show(response, steps.beginOwnPage(returnTo, session, Trace.begin(clock, null)));
    }
}
