package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.entra.Directory.Tenant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Microsoft's names for the pages of the admin center, as they follow {@code #view/} in an address of the portal, and where
 * those pages are here.
 */
final class Blades {

    /** Whose device is managed stands on the page of the user. */
    private static final Map<String, String> PAGES = Map.of(
            "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview", "/applications",
            "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AccessRequests", "/requests",
            "Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/UserSettings", "/consent/user",
            "Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/AdminConsentSettings", "/consent/admin",
            "Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/PermissionClassifications", "/consent/classifications",
            "Microsoft_AAD_IAM/SignInEventsV3Blade", "/signins",
            "Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies", "/policies",
            "Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers", "/users",
            "Microsoft_AAD_Devices/DevicesMenuBlade/~/Devices", "/users");

    private static final Pattern APPLICATION =
            Pattern.compile("Microsoft_AAD_IAM/ManagedAppMenuBlade/~/(\\w+)/(?:objectId/[\\w-]+/)?appId/([\\w-]+).*");

    private static final Map<String, String> OF_APPLICATION =
            Map.of("Properties", "/properties", "Users", "/users", "Permissions", "/permissions");

    private static final String REGISTRATIONS = "Microsoft_AAD_RegisteredApps/";

    private Blades() {}

    /** The path of the page; empty for a name that stands for none of ours. */
    static Optional<String> page(Tenant tenant, String view) {
        if (view.startsWith(REGISTRATIONS)) {
            return Optional.of("/registration");
        }
        var home = "/entra/" + tenant.domain();
        var application = APPLICATION.matcher(view);
        return application.matches()
                ? Optional.of(home + "/applications/" + application.group(2)
                        + OF_APPLICATION.getOrDefault(application.group(1), ""))
                : Optional.ofNullable(PAGES.get(view)).map(home::concat);
    }
}
