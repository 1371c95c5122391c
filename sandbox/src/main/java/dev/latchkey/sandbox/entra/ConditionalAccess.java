package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.ClientApps;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Control;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Network;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.State;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Target;
import dev.latchkey.sandbox.entra.Directory.User;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a tenant's policies. It is the resources asked for that are judged, not the application: mail permissions
 * are Exchange Online, whichever audience they are requested from, so that excluding the application alone frees
 * nothing. "All resources" judges Exchange Online when mail is asked for and Microsoft Graph otherwise; the application
 * and Graph beside mail count where a policy names them.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-cloud-apps">
 *     Targeting resources in Conditional Access policies</a>
 */
final class ConditionalAccess {

    /**
     * What is judged.
     *
     * @param proofs what the sign-in has shown
     */
    record Access(User user, Set<Permission> permissions, Set<Proof> proofs) {}

    /** A policy that applies to a sign-in; {@code failure} is null where its control is satisfied. */
    record Applied(ConditionalAccessPolicy policy, @Nullable Aadsts failure) {

        boolean refuses() {
            return failure != null && policy.state() == State.ON;
        }

        /** As the sign-in log writes it. */
        String result() {
            var prefix = policy.state() == State.REPORT_ONLY ? "Report-only: " : "";
            return policy.displayName() + ": " + prefix + (failure == null ? "Success" : "Failure");
        }
    }

    private final Directory directory;

    ConditionalAccess(Directory directory) {
        this.directory = directory;
    }

    /** The policies that apply, on or report-only. */
    List<Applied> applied(Access access) {
        return directory.tenantOf(access.user()).settings().conditionalAccess().stream()
                .filter(policy -> policy.state() != State.OFF && applies(policy, access))
                .map(policy -> new Applied(policy, failure(policy.control(), access)))
                .toList();
    }

    /** The policy that keeps the user out; one that blocks comes before one that can be satisfied. */
    Optional<Applied> refusal(Access access) {
        return applied(access).stream()
                .filter(Applied::refuses)
                .min(Comparator.comparing(applied -> applied.policy().control()));
    }

    /** The shortest sign-in frequency of the policies that apply. */
    Optional<Duration> signInFrequency(Access access) {
        return applied(access).stream()
                .map(Applied::policy)
                .filter(policy -> policy.state() == State.ON)
                .map(ConditionalAccessPolicy::signInFrequencyHours)
                .filter(Objects::nonNull)
                .map(Duration::ofHours)
                .min(Comparator.naturalOrder());
    }

    private static boolean applies(ConditionalAccessPolicy policy, Access access) {
        if (policy.clientApps() == ClientApps.LEGACY_AUTHENTICATION
                || policy.excludedUsers().stream().anyMatch(access.user().address()::equalsIgnoreCase)
                || (policy.network() == Network.UNTRUSTED && access.proofs().contains(Proof.TRUSTED_LOCATION))) {
            return false;
        }
        var asked = resources(access.permissions());
        if (policy.resources().contains(Target.ALL)) {
            var judged = asked.contains(Target.EXCHANGE_ONLINE) ? Target.EXCHANGE_ONLINE : Target.MICROSOFT_GRAPH;
            return !policy.excludedResources().contains(judged);
        }
        asked.retainAll(policy.resources());
        asked.removeAll(policy.excludedResources());
        return !asked.isEmpty();
    }

    /** A confidential client that asks for an id_token is judged as a resource too. */
    private static Set<Target> resources(Set<Permission> permissions) {
        var resources = EnumSet.noneOf(Target.class);
        for (var permission : permissions) {
            if (permission.mail()) {
                resources.add(Target.EXCHANGE_ONLINE);
            } else if (permission == Permission.OPENID) {
                resources.add(Target.APPLICATION);
            } else if (!permission.signIn()) {
                resources.add(Target.MICROSOFT_GRAPH);
            }
        }
        return resources;
    }

    private static @Nullable Aadsts failure(Control control, Access access) {
        var settings = access.user().settings();
        return switch (control) {
            case NONE -> null;
            case BLOCK, APPROVED_APP, PROTECTED_APP -> control.failure();
            case COMPLIANT_DEVICE, JOINED_DEVICE -> settings.deviceCompliant() ? null : control.failure();
            case MFA -> {
                if (access.proofs().contains(Proof.MFA)) {
                    yield null;
                }
                yield settings.mfaRegistered() ? Aadsts.MFA_NEEDED : Aadsts.MFA_ENROLMENT;
            }
        };
    }
}
