package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The ways of people through sign-in and consent, from the request that began each to its end. */
final class Visits {

    enum Purpose {
        AUTHORIZE,
        ADMIN_CONSENT,
        /** Sign-in to a page of ours. */
        OWN_PAGE
    }

    /**
     * One way.
     *
     * @param sessionKey the browser that began it, the only one that may go on
     * @param request null for a page of ours
     * @param returnTo the path of ours to go on to, or null
     * @param accountId who has signed in so far
     */
    record Visit(
            String id,
            String sessionKey,
            Purpose purpose,
            @Nullable AuthorizeRequest request,
            @Nullable String returnTo,
            @Nullable String accountId,
            String correlationId,
            Instant begun) {

        Visit as(User account) {
            return new Visit(id, sessionKey, purpose, request, returnTo, account.objectId(), correlationId, begun);
        }

        AuthorizeRequest asked() {
            if (request == null) {
                throw new IllegalStateException("A visit of a page of ours has no application's request");
            }
            return request;
        }
    }

    private static final Duration LONGEST = Duration.ofHours(1);

    private final MVMap<String, Visit> visits;
    private final Secrets secrets;
    private final Clock clock;

    Visits(Store store, Secrets secrets, Clock clock) {
        this.visits = store.map("visits", Visit.class);
        this.secrets = secrets;
        this.clock = clock;
    }

    Visit begin(String sessionKey, Purpose purpose, AuthorizeRequest request, Trace trace) {
        return save(new Visit(
                secrets.next(""), sessionKey, purpose, request, null, null, trace.correlationId(), clock.instant()));
    }

    Visit beginOwnPage(String sessionKey, String returnTo, Trace trace) {
        return save(new Visit(
                secrets.next(""),
                sessionKey,
                Purpose.OWN_PAGE,
                null,
                returnTo,
                null,
                trace.correlationId(),
                clock.instant()));
    }

    Visit save(Visit visit) {
        visits.put(visit.id(), visit);
        return visit;
    }

    /** The visit, for the browser that began it and for an hour. */
    Optional<Visit> find(@Nullable String id, String sessionKey) {
        return Optional.ofNullable(id == null ? null : visits.get(id))
                .filter(visit -> visit.sessionKey().equals(sessionKey))
                .filter(visit -> clock.instant().isBefore(visit.begun().plus(LONGEST)));
    }

    void end(Visit visit) {
        visits.remove(visit.id());
    }
}
