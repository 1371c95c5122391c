package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes next on the way through sign-in and consent: a page, or the end. {@code ctx} names the visit. */
public sealed interface Step {

    record AskAddress(String ctx, String address, @Nullable String problem, boolean mayCancel) implements Step {}

    record AskPassword(String ctx, String address, @Nullable String problem) implements Step {}

    /** A second factor, or the set-up of one. */
    record AskMfa(String ctx, User user, boolean enrol) implements Step {}

    /** The page "Update your password". */
    record AskNewPassword(String ctx, String address) implements Step {}

    record PickAccount(String ctx, List<User> accounts) implements Step {}

    /** The page "Permissions requested". */
    record AskConsent(ConsentPrompt prompt) implements Step {}

    /** The page "Approval required". */
    record AskApproval(String ctx, User user, Application application, List<Permission> permissions, int code)
            implements Step {}

    /** The page "Need admin approval". */
    record NeedAdministrator(String ctx, User user, Application application, int code) implements Step {}

    record RequestSent(User user, Application application) implements Step {}

    /** A page that leads nowhere. */
    record DeadEnd(
            String title,
            String text,
            EntraError error,
            Trace trace,
            @Nullable String account) implements Step {}

    /** The declined prompt of a tenant that never answers. */
    record Declined(Application application) implements Step {}

    /** A page that never ends. */
    record Nothing(User user) implements Step {}

    record SignedOut() implements Step {}

    /** Back to the application. */
    record Reply(String redirectUri, ResponseMode mode, Map<String, String> fields) implements Step {}

    /** On to a page of ours. */
    record GoOn(String path) implements Step {}
}
