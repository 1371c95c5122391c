package dev.latchkey.service.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not work: the stable id of an explanation. Who can mend it and what it means for a mailbox stands in
 * {@code diagnosis/catalogue.psv}.
 */
public enum Cause {
    CONSENT_DECLINED,
    CANCELLED_OR_BLOCKED,
    APPROVAL_REQUIRED,
    NO_ANSWER_YET,
    ATTEMPT_EXPIRED,
    ATTEMPT_UNKNOWN,
    ATTEMPT_USED,
    OTHER_BROWSER,
    WRONG_ACCOUNT,
    MAILBOX_OF_OTHER_MEMBER,
    MAILBOX_NOT_CONFIRMED,
    PERSONAL_ACCOUNT,
    WORK_ACCOUNT_NEEDED,
    PERMISSIONS_MISSING,
    PERMISSIONS_REDUCED,
    CONSENT_MISSING,
    PARTNER_CONSENT_MISSING,
    NOT_ASSIGNED,
    APP_DISABLED,
    APP_NOT_IN_TENANT,
    SERVICE_MISSING,
    TENANT_RESTRICTIONS,
    CROSS_TENANT_BLOCKED,
    ACCOUNT_NOT_IN_TENANT,
    EXTERNAL_ACCOUNT,
    ACCOUNT_DISABLED,
    ACCOUNT_LOCKED,
    SIGN_IN_INTERRUPTED,
    SIGN_IN_NEEDED,
    PASSWORD_WRONG,
    PASSWORD_MUST_CHANGE,
    PASSWORD_CHANGE_FAILED,
    MFA_REGISTRATION_NEEDED,
    MFA_NEEDED,
    EXTERNAL_STEP_NEEDED,
    DEVICE_NOT_ACCEPTED,
    DEVICE_REGISTRATION_BROKEN,
    APP_PROTECTION_REQUIRED,
    ACCESS_BLOCKED_BY_POLICY,
    SECURITY_INFO_BLOCKED,
    TENANT_SECURITY_BLOCKED,
    TOKEN_PROTECTION,
    REFUSED_UNTIL_CHANGED,
    GRANT_REVOKED,
    GRANT_EXPIRED,
    GRANT_ENDED,
    GRANT_SHORT_LIVED,
    SEAMLESS_SIGN_ON_FAILED,
    PASSWORD_AGENT_FAILED,
    TENANT_NOT_FOUND,
    APP_CREDENTIAL_REFUSED,
    APP_CREDENTIAL_EXPIRED,
    APP_CREDENTIAL_KIND,
    APP_CERTIFICATE_REFUSED,
    APP_REDIRECT_ADDRESS,
    APP_PERMISSIONS,
    APP_SCOPES,
    APP_SINGLE_TENANT,
    APP_CLIENT_ID,
    APP_CLOUD,
    APP_REQUEST,
    APP_MISCONFIGURED,
    APP_ASKS_TOO_OFTEN,
    CODE_REFUSED,
    MICROSOFT_SUPPORT,
    MICROSOFT_BUSY,
    MICROSOFT_UNREACHABLE,
    ANSWER_UNTRUSTED,
    UNKNOWN,
    NO_MAILBOX,
    TOKEN_REJECTED,
    CLAIMS_CHALLENGE,
    MAIL_ACCESS_DENIED,
    SEND_AS_DENIED,
    SENDING_BLOCKED,
    SENDING_LIMIT,
    TENANT_SENDING_LIMIT,
    TENANT_SENDING_BLOCKED,
    TOO_MANY_RECIPIENTS,
    MAILBOX_FULL,
    RECIPIENTS_INVALID,
    MESSAGE_TOO_LARGE,
    REQUEST_NOT_ACCEPTED,
    ITEM_GONE,
    FOLDER_EXISTS,
    ITEM_UNREADABLE,
    ITEM_PROTECTED,
    CHANGED_MEANWHILE,
    SYNC_STARTS_OVER,
    NOTIFICATIONS_UNREACHABLE,
    SUBSCRIPTION_EXISTS,
    SMTP_SWITCHED_OFF,
    SMTP_SIGN_IN_BLOCKED,
    SMTP_TOKEN_REFUSED,
    SMTP_SIGN_IN_MISSING,
    LICENCE_BROKEN,
    INTERNAL_MAIL_ONLY,
    RECIPIENT_UNKNOWN,
    RECIPIENT_REFUSES,
    RECIPIENT_MAILBOX_FULL;

    /** Who can mend it. */
    public enum Fixer {
        MEMBER,
        ADMINISTRATOR,
        OPERATOR,
        MICROSOFT;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a mailbox that is already connected. */
    public enum Effect {
        NONE,
        RECONNECT,
        KEEP,
        OPERATOR_ALARM,
        BACK_OFF;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who should try first. */
    public Fixer fixer() {
        return Catalogue.MICROSOFT.facts(this).fixer();
    }

    public @Nullable Fixer also() {
        return Catalogue.MICROSOFT.facts(this).also();
    }

    /** Where nothing closer is known, such as Microsoft's {@code error}. */
    public Effect effect() {
        return Catalogue.MICROSOFT.facts(this).effect();
    }

    /** As in the API, such as {@code consent_declined}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Cause named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
