package dev.latchkey.app.doctor;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.Credential;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.microsoft.http.HttpReply;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.mailbox.AppCredentials;
import dev.latchkey.service.settings.InvalidSettings;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether the app registration fits: its credential, until when, and its redirect addresses. */
final class AppChecks {

    /** From here on it is time to renew; two credentials can be valid at once. */
    private static final int DAYS_AHEAD = 30;

    private static final Set<String> ABOUT_THE_APP = Set.of("invalid_client", "unauthorized_client");

    private final Settings settings;
    private final Cloud cloud;
    private final Call call;
    private final Told told;
    private final Clock clock;

    AppChecks(Settings settings, Cloud cloud, Call call, Told told, Clock clock) {
        this.settings = settings;
        this.cloud = cloud;
        this.call = call;
        this.told = told;
        this.clock = clock;
    }

    List<Check> all(@Nullable String tenant) {
        var checks = new ArrayList<Check>();
        try {
            var registration = AppCredentials.of(settings.microsoft());
            for (var credential : registration.credentials()) {
                checks.add(credentialWorks(credential, tenant));
                checks.add(expiry(credential));
            }
        } catch (InvalidSettings e) {
            checks.add(Check.fail("credential", String.valueOf(e.getMessage())));
            checks.add(Check.skipped("credential_expiry", "there is no certificate to look at"));
        }
        checks.add(redirectAddress("redirect_address", "/connect/callback/"));
        checks.add(redirectAddress("redirect_approval", "/approve/callback/"));
        return checks;
    }

    private Check credentialWorks(Credential credential, @Nullable String tenant) {
        var entra = new Entra(cloud, new AppRegistration(settings.microsoft().clientId(), credential), clock);
        // without a tenant there is no token for the app itself; a token that nobody issued is refused, and how tells
        var reply = tenant == null
                ? entra.refresh("organizations", new RefreshToken("not-a-token"), Set.of("User.Read"))
                : entra.appToken(tenant);
        return switch (reply) {
            case TokenReply.Granted granted -> Check.ok("credential", "Microsoft gave the app a token in " + tenant);
            case TokenReply.Refused(var error) -> refused(error, tenant);
            case TokenReply.Unreachable unreachable ->
                Check.fail("credential", unreachable.reason(), told.cause(Cause.MICROSOFT_UNREACHABLE));
            case TokenReply.Untrusted(var reason) ->
                Check.fail("credential", reason, told.cause(Cause.ANSWER_UNTRUSTED));
        };
    }

    private Check refused(EntraError error, @Nullable String tenant) {
        if (ABOUT_THE_APP.contains(error.error())) {
            return Check.fail("credential", "Microsoft refuses the app: " + error.error(), told.refusal(error));
        }
        if (tenant != null && !error.error().equals("unsupported_grant_type")) {
            return Check.fail("credential", "Microsoft gives no token in " + tenant, told.refusal(error));
        }
        return Check.ok(
                "credential",
                tenant == null
                        ? "not refused; --tenant <id or domain> asks for a token, which is proof"
                        : "not refused");
    }

    private Check expiry(Credential credential) {
        return credential
                .lastDay()
                .map(this::until)
                .orElseGet(() -> Check.skipped(
                        "credential_expiry",
                        "only the portal tells when a secret expires; put the date into "
                                + "LATCHKEY_MICROSOFT_CLIENT_SECRET_EXPIRES, such as 2027-06-30"));
    }

    private Check until(LocalDate last) {
        var days = ChronoUnit.DAYS.between(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), last);
        if (days < 0) {
            return Check.fail("credential_expiry", "expired on " + last, told.cause(Cause.APP_CREDENTIAL_EXPIRED));
        }
        return days <= DAYS_AHEAD
                ? Check.fail("credential_expiry", "expires on %s, in %d days: renew it now".formatted(last, days))
                : Check.ok("credential_expiry", "good until " + last);
    }

    /** With {@code prompt=none} nobody is asked anything: a registered address gets an answer, another one a page. */
    private Check redirectAddress(String name, String path) {
        var redirect = settings.at(path + cloud.login().getHost()).toString();
        var authorize = Call.address(
                cloud.login() + "/organizations/oauth2/v2.0/authorize",
                new TreeMap<>(Map.of(
                        "client_id", settings.microsoft().clientId(),
                        "response_type", "code",
                        "redirect_uri", redirect,
                        "scope", "openid",
                        "state", "doctor",
                        "nonce", "doctor",
                        "prompt", "none")));
        var reply = call.get(authorize);
        if (!(reply instanceof HttpReply.Answer answer)) {
            return Check.skipped(name, redirect + " (Microsoft was not asked: " + Call.trouble(reply) + ")");
        }
        if (answer.header("Location").orElse("").startsWith(redirect)) {
            return Check.ok(name, redirect);
        }
        var diagnosis = told.page(answer.text().replaceAll("<[^>]*>", " "));
        return diagnosis.codes().isEmpty()
                ? Check.skipped(name, "Microsoft did not tell; it must be registered letter by letter: " + redirect)
                : Check.fail(name, redirect, diagnosis);
    }
}
