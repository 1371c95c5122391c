package dev.latchkey.sandbox.entra;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The delegated permissions that the sandbox knows, with the ids of Microsoft Graph and what a consent prompt says.
 *
 * @see <a href="https://learn.microsoft.com/graph/permissions-reference">Microsoft Graph permissions reference</a>
 */
public enum Permission {
    OPENID(
            "openid",
            "37f7f235-527c-4136-accd-4a02d197296e",
            Impact.SIGN_IN,
            "Sign you in",
            "Lets you sign in to the app with your work account and lets the app see that it is you."),
    PROFILE(
            "profile",
            "14dad69e-099b-42c9-810b-d002981feec1",
            Impact.SIGN_IN,
            "View your basic profile",
            "Lets the app see your name and your user name."),
    EMAIL(
            "email",
            "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
            Impact.SIGN_IN,
            "View your email address",
            "Lets the app read your primary email address."),
    OFFLINE_ACCESS(
            "offline_access",
            "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
            Impact.SIGN_IN,
            "Maintain access to data you have given it access to",
            "Lets the app use the access you give it also while you are not using the app. It gives the app no further"
                    + " permission."),
    USER_READ(
            "User.Read",
            "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
            Impact.USER,
            "Sign you in and read your profile",
            "Lets you sign in to the app with your work account and lets the app read your profile and basic company"
                    + " information."),
    MAIL_SEND(
            "Mail.Send",
            "e383f46e-2787-4529-855e-0e479a3ffac0",
            Impact.USER,
            "Send mail as you",
            "Lets the app send mail as you. It does not let the app read your mail."),
    SMTP_SEND(
            "SMTP.Send",
            "258f6531-6087-4cc4-bb90-092c5fb3ed3f",
            Impact.USER,
            "Send mail from your mailbox by SMTP",
            "Lets the app send mail from your mailbox through SMTP AUTH."),
    MAIL_READ_BASIC(
            "Mail.ReadBasic",
            "a4b8392a-d8d1-4954-a029-8e668a39a170",
            Impact.MANAGED,
            "Read your basic mail",
            "Lets the app read the mail in your mailbox, except its body, preview, attachments and extended"
                    + " properties."),
    MAIL_READ(
            "Mail.Read",
            "570282fd-fa5c-430d-a7fd-fc8dc98a9dca",
            Impact.MANAGED,
            "Read your mail",
            "Lets the app read the mail in your mailbox."),
    MAIL_READ_WRITE(
            "Mail.ReadWrite",
            "024d486e-b451-40bb-833d-3e66d98c5c73",
            Impact.MANAGED,
            "Read and write access to your mail",
            "Lets the app create, read, update and delete mail in your mailbox. It does not let the app send mail.");

    /** Who may consent to it. */
    enum Impact {
        /** Part of signing in; granted along with anything else. */
        SIGN_IN,
        /** Users may consent where the tenant leaves it to them. */
        USER,
        /** On the list that Microsoft-managed consent keeps for administrators. */
        MANAGED
    }

    private final String scope;
    private final String id;
    private final Impact impact;
    private final String title;
    private final String description;

    Permission(String scope, String id, Impact impact, String title, String description) {
        this.scope = scope;
        this.id = id;
        this.impact = impact;
        this.title = title;
        this.description = description;
    }

    /** The permission of that name, in whatever letter case. */
    static Optional<Permission> named(String scope) {
        return Arrays.stream(values())
                .filter(permission -> permission.scope.equalsIgnoreCase(scope))
                .findFirst();
    }

    /** The permissions of those names, in the order of this table. */
    public static Set<Permission> ofNames(Collection<String> names) {
        var found = EnumSet.noneOf(Permission.class);
        names.forEach(name -> named(name).ifPresent(found::add));
        return found;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Permission::scope).toList();
    }

    /** Its short name, such as {@code Mail.Send}. */
    public String scope() {
        return scope;
    }

    /** Its id at Microsoft Graph. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    /** Part of signing in. */
    public boolean signIn() {
        return impact == Impact.SIGN_IN;
    }

    /** Judged by Conditional Access as Exchange Online. */
    boolean mail() {
        return !signIn() && this != USER_READ;
    }

    /** Part of basic sign-in, which makes no application risky. */
    boolean basic() {
        return signIn() || this == USER_READ;
    }

    boolean keptForAdministrators() {
        return impact == Impact.MANAGED;
    }

    /** Exchange knows SMTP.Send by its own address; everything else is asked of Graph. */
    boolean availableAt(Resource resource) {
        return resource == Resource.GRAPH || this == SMTP_SEND;
    }
}
