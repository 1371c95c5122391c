package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.ConditionalAccess.Applied;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.TenantSettings.LocationAtRefresh;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Finds what, apart from consent, keeps a user from an application: the account, the application, the policies. */
final class Admission {

    private final Directory directory;
    private final ConditionalAccess conditionalAccess;

    Admission(Directory directory, ConditionalAccess conditionalAccess) {
        this.directory = directory;
        this.conditionalAccess = conditionalAccess;
    }

    Optional<EntraError> refusal(Application application, Access access) {
        var user = access.user();
        if (!user.settings().accountEnabled()) {
            return Optional.of(disabled(user));
        }
        var settings = directory.tenantOf(user).settings();
        if (!settings.applicationEnabled()) {
            return Optional.of(Aadsts.APP_DISABLED.with(application.clientId(), application.displayName()));
        }
        if (!settings.assigned(user)) {
            return Optional.of(Aadsts.NOT_ASSIGNED.with(application.displayName(), user.address()));
        }
        if (!settings.exchangeOnline() && access.permissions().stream().anyMatch(Permission::mail)) {
            return Optional.of(Aadsts.SERVICE_MISSING.with("Office 365 Exchange Online"));
        }
        return refusalByPolicy(access);
    }

    /** What of that concerns an administrator, too, who consents for everybody. */
    Optional<EntraError> refusalByPolicy(Access access) {
        return conditionalAccess.refusal(access).map(applied -> error(applied, access.permissions()));
    }

    /** How long ago the user may have signed in at most. */
    Optional<Duration> signInFrequency(Access access) {
        return conditionalAccess.signInFrequency(access);
    }

    static EntraError disabled(User user) {
        return (user.guest() ? Aadsts.GUEST_DISABLED : Aadsts.ACCOUNT_DISABLED).with();
    }

    /**
     * What a refresh shows: what the sign-in did, unless the tenant judges the caller's own location.
     *
     * @param caller the address from which the application calls
     */
    Set<Proof> atRefresh(User user, Set<Proof> atSignIn, String caller) {
        var proofs = EnumSet.noneOf(Proof.class);
        proofs.addAll(atSignIn);
        var settings = directory.tenantOf(user).settings();
        if (settings.locationAtRefresh() == LocationAtRefresh.CALLER) {
            proofs.remove(Proof.TRUSTED_LOCATION);
            if (settings.trusts(caller)) {
                proofs.add(Proof.TRUSTED_LOCATION);
            }
        }
        return proofs;
    }

    private static EntraError error(Applied applied, Set<Permission> permissions) {
        var failure = applied.failure();
        if (failure == null) {
            throw new IllegalStateException(applied.policy().displayName() + " refuses nobody");
        }
        var mail = permissions.stream().anyMatch(Permission::mail);
        var resource = mail ? "00000002-0000-0ff1-ce00-000000000000" : Resource.GRAPH.audience();
        return failure.with(resource)
                .challenging("{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\""
                        + applied.policy().id() + "\"]}}}");
    }
}
