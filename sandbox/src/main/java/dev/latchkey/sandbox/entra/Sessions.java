package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Store;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Who is signed in in which browser: several accounts side by side, as at Microsoft. */
public final class Sessions {

    /** One browser; {@code key} is the digest of its cookie. */
    public record Session(String key, List<SignedIn> accounts) {}

    /** An account of the browser's. */
    public record SignedIn(
            String objectId, Instant at, @Nullable Boolean mfa) {}

    private static final String COOKIE = "sbx_session";

    private final MVMap<String, Session> sessions;
    private final Directory directory;
    private final Secrets secrets;
    private final Clock clock;

    Sessions(Store store, Directory directory, Secrets secrets, Clock clock) {
        this.sessions = store.map("sessions", Session.class);
        this.directory = directory;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The session of the browser, if it has one. */
    public Optional<Session> find(ServerRequest request) {
        return request.headers()
                .cookies()
                .first(COOKIE)
                .asOptional()
                .flatMap(cookie -> Optional.ofNullable(sessions.get(Secrets.digest(cookie))));
    }

    /** The session of the browser, begun if it has none. */
    Session of(ServerRequest request, ServerResponse response) {
        return find(request).orElseGet(() -> begin(request, response));
    }

    /** The accounts whose sign-in still holds. */
    public List<User> accounts(Session session) {
        return session.accounts().stream()
                .flatMap(account -> directory
                        .user(account.objectId())
                        .filter(user -> user.settings().accountEnabled())
                        .filter(user -> !account.at().isBefore(user.settings().signInSessionsValidFrom()))
                        .stream())
                .toList();
    }

    List<User> accounts(String key) {
        var session = sessions.get(key);
        return session == null ? List.of() : accounts(session);
    }

    /** The account signs in, in addition to those that are. */
    void signIn(String key, User user) {
        put(key, user, false);
    }

    /** The account passed multifactor authentication. */
    void passMfa(String key, User user) {
        put(key, user, true);
    }

    /** When the account signed in in that browser. */
    Optional<Instant> signedInAt(String key, User user) {
        return Optional.ofNullable(sessions.get(key)).stream()
                .flatMap(session -> session.accounts().stream())
                .filter(account -> account.objectId().equals(user.objectId()))
                .map(SignedIn::at)
                .findFirst();
    }

    /** What the account has shown in that browser. */
    Set<Proof> proofs(String key, User user) {
        var session = sessions.get(key);
        var proofs = EnumSet.noneOf(Proof.class);
        if (session != null
                && session.accounts().stream()
                        .anyMatch(each -> each.objectId().equals(user.objectId()) && Boolean.TRUE.equals(each.mfa()))) {
            proofs.add(Proof.MFA);
        }
        var settings = user.settings();
        if (settings.trustedLocation() || directory.tenantOf(user).settings().trusts(settings.ipAddress())) {
            proofs.add(Proof.TRUSTED_LOCATION);
        }
        return proofs;
    }

    private synchronized void put(String key, User user, boolean mfa) {
        var session = sessions.get(key);
        var accounts = new ArrayList<>(session == null ? List.<SignedIn>of() : session.accounts());
        accounts.removeIf(account -> account.objectId().equals(user.objectId()));
        accounts.add(new SignedIn(user.objectId(), clock.instant(), mfa));
        sessions.put(key, new Session(key, List.copyOf(accounts)));
    }

    /** Every account of the browser signs out. */
    void end(ServerRequest request) {
        find(request).ifPresent(session -> sessions.remove(session.key()));
    }

    private Session begin(ServerRequest request, ServerResponse response) {
        var cookie = secrets.next("");
        var session = new Session(Secrets.digest(cookie), List.of());
        sessions.put(session.key(), session);
        response.headers()
                .addCookie(SetCookie.builder(COOKIE, cookie)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite(SetCookie.SameSite.LAX)
                        .build());
        return session;
    }
}
