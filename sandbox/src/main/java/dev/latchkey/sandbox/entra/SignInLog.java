package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;

/**
 * The sign-in logs of the tenants. Nothing in the sandbox decides by them. Writers commit the store themselves.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins">Sign-in logs</a>
 */
public final class SignInLog {

    /**
     * One event.
     *
     * @param interactive a person was there; else an application used its refresh token, or {@code prompt=none}
     * @param code the AADSTS number, 0 for success
     * @param policies the Conditional Access policies that applied, each with its result
     */
    public record SignInEvent(
            Instant at,
            String userName,
            String address,
            String application,
            String clientId,
            String resource,
            boolean interactive,
            int code,
            String reason,
            String correlationId,
            String requestId,
            List<String> policies) {

        /** As the log's column "Status" has it. */
        public String status() {
            return switch (code) {
                case 0 -> "Success";
                case 50055, 50072, 50074, 50076, 50079, 65001, 90095 -> "Interrupted";
                default -> "Failure";
            };
        }
    }

    /** Who wanted what, and how. */
    record Attempt(User user, Application application, Access access, boolean interactive, Trace trace) {}

    private static final Pattern CODE = Pattern.compile("AADSTS(\\d+)");

    private final MVMap<String, SignInEvent> events;
    private final ConditionalAccess conditionalAccess;
    private final Clock clock;

    SignInLog(Store store, ConditionalAccess conditionalAccess, Clock clock) {
        this.events = store.map("signInLogs", SignInEvent.class);
        this.conditionalAccess = conditionalAccess;
        this.clock = clock;
    }

    /** The newest first, at most so many of each kind. */
    public List<SignInEvent> in(Tenant tenant) {
        var prefix = tenant.id() + "/";
        var found = new ArrayList<SignInEvent>();
        for (var keys = events.keyIterator(prefix); keys.hasNext(); ) {
            var key = keys.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            var event = events.get(key);
            if (event != null) {
                found.add(event);
            }
        }
        return found.reversed();
    }

    /** What the step means for the sign-in; one that only goes on means nothing. */
    void record(Attempt attempt, Step step) {
        code(step).ifPresent(code -> record(attempt, code));
    }

    /** 0 for success. */
    void record(Attempt attempt, int code) {
        var now = clock.instant();
        var mail = attempt.access().permissions().contains(Permission.SMTP_SEND);
        var event = new SignInEvent(
                now,
                attempt.user().displayName(),
                attempt.user().address(),
                attempt.application().displayName(),
                attempt.application().clientId(),
                mail ? "Office 365 Exchange Online" : "Microsoft Graph",
                attempt.interactive(),
                code,
                code == 0 ? "" : ErrorCode.of(code).anyway().text(),
                attempt.trace().correlationId(),
                attempt.trace().traceId(),
                conditionalAccess.applied(attempt.access()).stream()
                        .map(ConditionalAccess.Applied::result)
                        .toList());
        events.put("%s/%020d/%s".formatted(attempt.user().tenantId(), now.toEpochMilli(), UUID.randomUUID()), event);
    }

    private static OptionalInt code(Step step) {
        return switch (step) {
            case Step.Reply reply when reply.fields().containsKey("code") -> OptionalInt.of(0);
            case Step.Reply reply -> described(reply.fields().getOrDefault("error_description", ""));
            case Step.DeadEnd page -> OptionalInt.of(page.error().code());
            case Step.AskApproval page -> OptionalInt.of(page.code());
            case Step.NeedAdministrator page -> OptionalInt.of(page.code());
            case Step.AskConsent ignored -> OptionalInt.of(Aadsts.CONSENT_MISSING.code());
            case Step.AskNewPassword ignored -> OptionalInt.of(Aadsts.PASSWORD_EXPIRED.code());
            case Step.AskMfa(var ctx, var user, var enrol) ->
                OptionalInt.of((enrol ? Aadsts.MFA_ENROLMENT : Aadsts.MFA_NEEDED).code());
            case Step.AskAddress ignored -> OptionalInt.empty();
            case Step.AskPassword ignored -> OptionalInt.empty();
            case Step.PickAccount ignored -> OptionalInt.empty();
            case Step.RequestSent ignored -> OptionalInt.empty();
            case Step.Declined ignored -> OptionalInt.empty();
            case Step.Nothing ignored -> OptionalInt.empty();
            case Step.SignedOut ignored -> OptionalInt.empty();
            case Step.GoOn ignored -> OptionalInt.empty();
        };
    }

    private static OptionalInt described(String description) {
        var code = CODE.matcher(description);
        return code.lookingAt() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty();
    }
}
