package dev.latchkey.service.diagnosis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in the admin center of a cloud. An app that a tenant uses is found by the id of its service principal there,
 * which we do not know, so those links lead to the list.
 *
 * @param home such as {@code https://entra.microsoft.com}
 * @param simulated the sandbox: its admin center has one way in
 */
record Portal(String home, @Nullable String clientId, boolean simulated) {

    private static final Map<String, String> VIEWS = Map.of(
            "enterprise_apps", "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview",
            "consent_requests", "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AccessRequests",
            "consent_settings", "Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/UserSettings",
            "conditional_access", "Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies",
            "sign_in_logs", "Microsoft_AAD_IAM/SignInEventsV3Blade",
            "users", "Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers",
            "devices", "Microsoft_AAD_Devices/DevicesMenuBlade/~/Devices",
            "cross_tenant", "Microsoft_AAD_IAM/CompanyRelationshipsMenuBlade/~/CrossTenantAccessSettings");

    private static final Map<String, String> REGISTRATION = Map.of(
            "registration", "Overview",
            "credentials", "Credentials",
            "redirect_addresses", "Authentication",
            "api_permissions", "CallAnAPI");

    /** @param cloud as in the settings: a name, or the address of a sandbox */
    static Portal of(String cloud, @Nullable String clientId) {
        return switch (cloud) {
            case "global" -> new Portal("https://entra.microsoft.com", clientId, false);
            case "usgov", "dod" -> new Portal("https://entra.microsoft.us", clientId, false);
            case "china" -> new Portal("https://entra.microsoftonline.cn", clientId, false);
            default -> new Portal(cloud + (cloud.endsWith("/") ? "entra" : "/entra"), clientId, true);
        };
    }

    String link(String name) {
        if (simulated) {
            return home;
        }
        var menu = REGISTRATION.get(name);
        if (menu == null) {
            return home + "/#view/" + VIEWS.getOrDefault(name, "");
        }
        return clientId == null
                ? home + "/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
                : home + "/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/" + menu + "/appId/" + clientId;
    }
}
