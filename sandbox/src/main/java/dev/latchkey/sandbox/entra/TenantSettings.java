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
 * @param trial a trial subscription, with a limit of its own for external recipients
 * @param externalRecipientsADay how many recipients outside the tenant all of it reaches in 24 hours; null: as its licences allow
 * @param largestMail in bytes of its MIME form, from 1 byte to 150 MB
 * @param quotaReply what a program hears by Graph when a mailbox has used up its recipients of 24 hours
 * @param refreshTokens what a refresh token is good for after its use
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
        Boolean securityDefaults,
        Boolean trial,
        @Nullable Integer externalRecipientsADay,
        Integer largestMail,
        QuotaReply quotaReply,
        RefreshTokenUse refreshTokens) {

    /** Exchange Online's own. */
    public static final int LARGEST_MAIL = 35 * 1024 * 1024;

    /** As much as an administrator can set. */
    private static final int LARGEST_MAIL_EVER = 150 * 1024 * 1024;

    public TenantSettings {
        // what an older sandbox has stored has none
        namedLocations = Objects.requireNonNullElse(namedLocations, List.of());
        securityDefaults = Objects.requireNonNullElse(securityDefaults, false);
        trial = Objects.requireNonNullElse(trial, false);
        largestMail = Objects.requireNonNullElse(largestMail, LARGEST_MAIL);
        quotaReply = Objects.requireNonNullElse(quotaReply, QuotaReply.ERROR);
        refreshTokens = Objects.requireNonNullElse(refreshTokens, RefreshTokenUse.REUSABLE);
        if (largestMail < 1 || largestMail > LARGEST_MAIL_EVER) {
            throw new IllegalArgumentException("no size of a mail: " + largestMail);
        }
        if (externalRecipientsADay != null && externalRecipientsADay < 0) {
            throw new IllegalArgumentException("no number of recipients: " + externalRecipientsADay);
        }
    }

    /** The answers to too many recipients that Microsoft's pages name. */
    public enum QuotaReply {
        /** {@code ErrorSubmissionQuotaExceeded}. */
        ERROR,
        /** 202, and a report with 5.2.2. */
        REPORT
    }

    /** What becomes of a refresh token that was used. */
    public enum RefreshTokenUse {
        /** It stays good, as Microsoft documents it. */
        REUSABLE,
        /** It is good once: whoever uses it again ends all tokens of its sign-in (RFC 9700 §4.14.2). */
        STRICT
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
