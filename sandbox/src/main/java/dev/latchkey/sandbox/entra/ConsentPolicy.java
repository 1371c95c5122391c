package dev.latchkey.sandbox.entra;

/**
 * Who may consent for themselves: the user consent settings of a tenant.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent">Configure how users
 *     consent to applications</a>
 */
public enum ConsentPolicy {
    /** "Do not allow user consent". */
    NO_USER_CONSENT("Do not allow user consent"),
    /** {@code microsoft-user-default-low}. */
    VERIFIED_LOW_IMPACT("Allow user consent for apps from verified publishers, for selected permissions"),
    /** {@code microsoft-user-default-legacy}. */
    ALL_APPS("Allow user consent for apps"),
    /** {@code microsoft-user-default-recommended}, the default of new tenants. */
    MICROSOFT_MANAGED("Let Microsoft manage your consent settings");

    private final String label;

    ConsentPolicy(String label) {
        this.label = label;
    }

    /** The words of the admin center. */
    public String label() {
        return label;
    }
}
