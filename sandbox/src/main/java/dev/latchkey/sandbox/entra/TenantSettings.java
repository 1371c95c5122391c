package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.CancelReply;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator of a tenant can set.
 *
 * @param lowImpactPermissions delegated permissions classified "Low"; those of signing in always are
 * @param adminConsentWorkflow users who may not consent can ask an administrator
 * @param reviewers the addresses of who is asked; empty: every administrator
 * @param requestsExpireAfterDays how long a request stays open
 * @param riskBasedStepUp apps of unverified publishers need an administrator
 * @param applicationEnabled "Enabled for users to sign-in?" of the enterprise application
 * @param assignmentRequired "Assignment required?" of the enterprise application
 * @param assignedUsers the addresses under "Users and groups" of the enterprise application
 * @param conditionalAccess in the order of their names
 * @param locationAtRefresh whose location a refresh is judged by; Microsoft's own pages disagree
 * @param exchangeOnline the tenant subscribes to Exchange Online
 * @param smtpAuth authenticated SMTP submission is on, for mailboxes that have no say of their own
 * @param cancelReply what the application hears when someone declines the consent prompt
 * @param namedLocations of Conditional Access
 * @param securityDefaults security defaults are on; of all that they do, the sandbox turns authenticated SMTP submission off
 */
public record TenantSettings(
        ConsentPolicy userConsent,
        Set<String> lowImpactPermissions,
        boolean adminConsentWorkflow,
        Set<String> reviewers,
        int requestsExpireAfterDays,
        boolean riskBasedStepUp,
        boolean applicationEnabled,
        boolean assignmentRequired,
        Set<String> assignedUsers,
        List<ConditionalAccessPolicy> conditionalAccess,
        LocationAtRefresh locationAtRefresh,
        boolean exchangeOnline,
        boolean smtpAuth,
        CancelReply cancelReply,
        List<NamedLocation> namedLocations,
        Boolean securityDefaults) {

    public TenantSettings {
        // what an older sandbox has stored has none
        namedLocations = Objects.requireNonNullElse(namedLocations, List.of());
        securityDefaults = Objects.requireNonNullElse(securityDefaults, false);
    }

    /** Whose location counts when an application refreshes. */
    public enum LocationAtRefresh {
        /** That of the sign-in. */
        ORIGINAL,
        /** That of the application's server, by the address from which it calls. */
        CALLER
    }

    /** The user consent settings let users grant that to the application. */
    public boolean userMayConsent(Application application, Permission permission) {
        return switch (userConsent) {
            case NO_USER_CONSENT -> false;
            case VERIFIED_LOW_IMPACT -> application.publisherVerified() && lowImpact(permission);
            case ALL_APPS -> true;
            case MICROSOFT_MANAGED -> !permission.keptForAdministrators();
        };
    }

    /** May a user of the tenant sign in to the application at all? */
    boolean assigned(Directory.User user) {
        return !assignmentRequired || assignedUsers.stream().anyMatch(user.address()::equalsIgnoreCase);
    }

    /** Whether the address lies in a trusted named location. */
    boolean trusts(@Nullable String address) {
        return address != null
                && namedLocations.stream().anyMatch(location -> location.trusted() && location.includes(address));
    }

    public boolean lowImpact(Permission permission) {
        return permission.signIn() || lowImpactPermissions.contains(permission.scope());
    }
}
