package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Decides what a user who asks for permissions meets.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies">App consent
 *     policies</a>
 */
final class ConsentRules {

    sealed interface Decision {
        /** Nothing is left to consent to. */
        record Consented() implements Decision {}

        /** The user may consent; an administrator may do it for everyone. */
        record Ask(Set<Permission> missing, boolean forEveryone) implements Decision {}

        /** Only an administrator may, and can be asked. */
        record Approval(Set<Permission> missing, EntraError reason) implements Decision {}

        /** Only an administrator may, and there is no way to ask. */
        record Administrator(EntraError reason) implements Decision {}
    }

    private final Directory directory;
    private final Grants grants;

    ConsentRules(Directory directory, Grants grants) {
        this.directory = directory;
        this.grants = grants;
    }

    /**
     * Where assignment is required, an administrator has to consent for everyone. See
     * https://learn.microsoft.com/entra/identity/enterprise-apps/what-is-access-management. {@code promptAgain} is {@code prompt=consent}, which asks for
     * what was granted too, and is refused for it too.
     */
    Decision decide(User user, Application application, Set<Permission> requested, boolean promptAgain) {
        var missing = promptAgain ? requested : missing(user, application, requested);
        if (missing.isEmpty()) {
            return new Decision.Consented();
        }
        if (user.administrator()) {
            return new Decision.Ask(missing, true);
        }
        var settings = directory.tenantOf(user).settings();
        var risky = settings.riskBasedStepUp() && risky(application, missing);
        if (!risky
                && !settings.assignmentRequired()
                && missing.stream().allMatch(each -> settings.userMayConsent(application, each))) {
            return new Decision.Ask(missing, false);
        }
        return settings.adminConsentWorkflow()
                ? new Decision.Approval(missing, reason(risky, application, true))
                : new Decision.Administrator(reason(risky, application, false));
    }

    /** The scopes of signing in need no consent of their own once anything was granted. */
    Set<Permission> missing(User user, Application application, Set<Permission> requested) {
        var granted = grants.of(user, application);
        var missing = new LinkedHashSet<>(requested);
        missing.removeIf(each -> granted.contains(each) || (each.signIn() && !granted.isEmpty()));
        return missing;
    }

    /**
     * A multitenant app of an unverified publisher that asks for more than basic sign-in. See
     * https://learn.microsoft.com/entra/identity/enterprise-apps/configure-risk-based-step-up-consent.
     */
    private static boolean risky(Application application, Set<Permission> missing) {
        return !application.publisherVerified() && missing.stream().anyMatch(permission -> !permission.basic());
    }

    private static EntraError reason(boolean risky, Application application, boolean workflow) {
        var aadsts = risky
                ? (workflow ? Aadsts.RISKY_APPROVAL_NEEDED : Aadsts.RISKY_ADMIN_NEEDED)
                : (workflow ? Aadsts.APPROVAL_NEEDED : Aadsts.ADMIN_NEEDED);
        return aadsts.with(application.displayName());
    }
}
