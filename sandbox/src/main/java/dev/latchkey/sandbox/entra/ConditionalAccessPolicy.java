package dev.latchkey.sandbox.entra;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Conditional Access policy of a tenant. It includes all users.
 *
 * @param excludedUsers their addresses
 * @param excludedResources have no effect where nothing includes them
 * @param signInFrequencyHours "Session: sign-in frequency"; null where it is not set. It holds where a person is: a server with a
 *     secret of its own goes on refreshing until somebody signs in again
 * @see <a href="https://learn.microsoft.com/entra/identity/conditional-access/concept-session-lifetime">Session lifetime</a>
 * @see <a href="https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies">
 *     Building a Conditional Access policy</a>
 */
public record ConditionalAccessPolicy(
        String id,
        String displayName,
        State state,
        Set<Target> resources,
        Set<Target> excludedResources,
        Set<String> excludedUsers,
        ClientApps clientApps,
        Network network,
        Control control,
        @Nullable Integer signInFrequencyHours) {

    /** "Enable policy". */
    public enum State {
        ON("On"),
        OFF("Off"),
        REPORT_ONLY("Report-only");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** "Target resources". */
    public enum Target {
        ALL("All resources (formerly 'All cloud apps')"),
        APPLICATION("This application"),
        EXCHANGE_ONLINE("Office 365 Exchange Online"),
        MICROSOFT_GRAPH("Microsoft Graph");

        private final String label;

        Target(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** "Conditions: Client apps". */
    public enum ClientApps {
        ALL("Not configured: all client apps"),
        /** Basic authentication, which OAuth never is. */
        LEGACY_AUTHENTICATION("Legacy authentication clients: Exchange ActiveSync clients and other clients");

        private final String label;

        ClientApps(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** "Network". */
    public enum Network {
        ANY("Any network or location"),
        UNTRUSTED("Any network or location, except all trusted networks and locations");

        private final String label;

        Network(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** "Access controls: Grant". */
    public enum Control {
        BLOCK("Block access", Aadsts.ACCESS_BLOCKED),
        MFA("Require multifactor authentication", Aadsts.MFA_NEEDED),
        COMPLIANT_DEVICE("Require device to be marked as compliant", Aadsts.DEVICE_NOT_COMPLIANT),
        JOINED_DEVICE("Require Microsoft Entra hybrid joined device", Aadsts.DEVICE_NOT_JOINED),
        APPROVED_APP("Require approved client app", Aadsts.APP_NOT_APPROVED),
        PROTECTED_APP("Require app protection policy", Aadsts.APP_NOT_PROTECTED),
        NONE("No control", null);

        private final String label;
        private final @Nullable Aadsts failure;

        Control(String label, @Nullable Aadsts failure) {
            this.label = label;
            this.failure = failure;
        }

        public String label() {
            return label;
        }

        @Nullable
        Aadsts failure() {
            return failure;
        }
    }
}
