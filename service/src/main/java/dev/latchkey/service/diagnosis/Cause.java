package dev.latchkey.service.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why something did not work: the stable id of an explanation, who should try first, and what it means for the mailbox. */
public enum Cause {
    CONSENT_DECLINED(Fixer.MEMBER, null, Effect.NONE),
    CANCELLED_OR_BLOCKED(Fixer.MEMBER, Fixer.ADMINISTRATOR, Effect.NONE),
    APPROVAL_REQUIRED(Fixer.ADMINISTRATOR, Fixer.MEMBER, Effect.NONE),
    NO_ANSWER_YET(Fixer.MEMBER, Fixer.ADMINISTRATOR, Effect.NONE),
    ATTEMPT_EXPIRED(Fixer.MEMBER, null, Effect.NONE),
    ATTEMPT_UNKNOWN(Fixer.MEMBER, null, Effect.NONE),
    OTHER_BROWSER(Fixer.MEMBER, null, Effect.NONE),
    WRONG_ACCOUNT(Fixer.MEMBER, null, Effect.NONE),
    PERSONAL_ACCOUNT(Fixer.MEMBER, null, Effect.NONE),
    PERMISSIONS_MISSING(Fixer.ADMINISTRATOR, Fixer.MEMBER, Effect.NONE),
    NO_MAILBOX(Fixer.ADMINISTRATOR, null, Effect.NONE),
    ACCESS_BLOCKED_BY_POLICY(Fixer.ADMINISTRATOR, Fixer.MEMBER, Effect.RECONNECT),
    CONSENT_MISSING(Fixer.ADMINISTRATOR, Fixer.MEMBER, Effect.RECONNECT),
    GRANT_ENDED(Fixer.MEMBER, Fixer.ADMINISTRATOR, Effect.RECONNECT),
    APP_CREDENTIAL_REFUSED(Fixer.OPERATOR, null, Effect.OPERATOR_ALARM),
    APP_MISCONFIGURED(Fixer.OPERATOR, null, Effect.OPERATOR_ALARM),
    MICROSOFT_UNREACHABLE(Fixer.MICROSOFT, null, Effect.BACK_OFF),
    ANSWER_UNTRUSTED(Fixer.OPERATOR, null, Effect.KEEP),
    UNKNOWN(Fixer.MEMBER, Fixer.ADMINISTRATOR, Effect.KEEP);

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

    private final Fixer fixer;
    private final @Nullable Fixer also;
    private final Effect effect;

    Cause(Fixer fixer, @Nullable Fixer also, Effect effect) {
        this.fixer = fixer;
        this.also = also;
        this.effect = effect;
    }

    public Fixer fixer() {
        return fixer;
    }

    public @Nullable Fixer also() {
        return also;
    }

    public Effect effect() {
        return effect;
    }

    /** As in the API, such as {@code consent_declined}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
