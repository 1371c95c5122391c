package dev.latchkey.service.diagnosis;

import dev.latchkey.microsoft.Cloud;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in Microsoft's admin center.
 *
 * @param home where it opens, such as {@code https://entra.microsoft.com/}
 * @param clientId of our registration; null where nobody has set it, links then lead to the list
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent">Grant admin consent</a>
 */
public record Portal(String home, @Nullable String clientId) {

    private static final String APPS = "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";

    private static final Map<String, String> VIEWS = Map.of(
            "enterprise_apps", APPS,
            "consent_requests", "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AccessRequests",
            "consent_settings", "Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/UserSettings",
            "classifications", "Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/PermissionClassifications",
            "conditional_access", "Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies",
            "sign_in_logs", "Microsoft_AAD_IAM/SignInEventsV3Blade",
            "users", "Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers",
            "devices", "Microsoft_AAD_Devices/DevicesMenuBlade/~/Devices",
            "cross_tenant", "Microsoft_AAD_IAM/CompanyRelationshipsMenuBlade/~/CrossTenantAccessSettings");

    /** What is at one app of a customer's tenant. */
    private static final Map<String, String> APP =
            Map.of("permissions", "Permissions", "assignment", "Users", "properties", "Properties");

    /** What is at the registration, in the tenant of whoever runs the platform. */
    private static final Map<String, String> REGISTRATION = Map.of(
            "registration", "Overview",
            "credentials", "Credentials",
            "redirect_addresses", "Authentication",
            "api_permissions", "CallAnAPI");

    public static Portal of(Cloud cloud, @Nullable String clientId) {
        return new Portal(cloud.adminCenter() + "/", clientId);
    }

    /** The same, open in a customer's tenant, which is named by its id or one of its domains. */
    public Portal in(String tenant) {
        return new Portal(home + tenant, clientId);
    }

    /** The page of that name, such as {@code sign_in_logs}. */
    public String link(String name) {
        var app = APP.get(name);
        if (app != null) {
            return menu("Microsoft_AAD_IAM/ManagedAppMenuBlade", app, APPS);
        }
        var registration = REGISTRATION.get(name);
        if (registration != null) {
            return menu(
                    "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade",
                    registration,
                    "Microsoft_AAD_RegisteredApps/ApplicationsListBlade");
        }
        return view(VIEWS.getOrDefault(name, ""));
    }

    private String menu(String blade, String entry, String list) {
        return view(clientId == null ? list : blade + "/~/" + entry + "/appId/" + clientId);
    }

    private String view(String path) {
        return home + "#view/" + path;
    }
}
