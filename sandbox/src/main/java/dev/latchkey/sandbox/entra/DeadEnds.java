package dev.latchkey.sandbox.entra;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of Entra's that lead nowhere, each under the heading that people see. */
final class DeadEnds {

    private DeadEnds() {}

    static Step page(EntraError error, Trace trace, @Nullable String account) {
        return new Step.DeadEnd(title(error), text(error), error, trace, account);
    }

    private static String title(EntraError error) {
        if (error.code() == Aadsts.ACCOUNT_DISABLED.code() || error.code() == Aadsts.GUEST_DISABLED.code()) {
            return "Your account has been locked";
        }
        return switch (Objects.requireNonNullElse(error.suberror(), "")) {
            case "message_only" -> "You cannot access this right now";
            case "additional_action", "protection_policy_required" -> "You can't get there from here";
            default -> "Sorry, but we're having trouble signing you in.";
        };
    }

    private static String text(EntraError error) {
        if (error.code() == Aadsts.ACCOUNT_DISABLED.code() || error.code() == Aadsts.GUEST_DISABLED.code()) {
            return "Contact your support person to unlock it, then try again.";
        }
        return switch (Objects.requireNonNullElse(error.suberror(), "")) {
            case "message_only" ->
                "Your sign-in was successful but does not meet the criteria to access this resource. For example, you"
                        + " might be signing in from a browser, app, location or flow that is restricted by your"
                        + " admin.";
            case "additional_action", "protection_policy_required" ->
                "Your organization lets only managed devices or approved apps open this.";
            default -> error.text();
        };
    }
}
