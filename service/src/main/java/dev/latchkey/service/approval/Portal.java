package dev.latchkey.service.approval;

import dev.latchkey.microsoft.Cloud;

/**
 * Addresses in Microsoft's admin center, with tenant and application filled in where they are known.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent">Grant admin consent</a>
 */
public record Portal(Cloud cloud, Tenant tenant, String clientId) {

    public String application() {
        return blade("Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Permissions/appId/" + clientId);
    }

    public String userConsent() {
        return blade("Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/UserSettings");
    }

    public String classifications() {
        return blade("Microsoft_AAD_IAM/ConsentPoliciesMenuBlade/~/PermissionClassifications");
    }

    public String conditionalAccess() {
        return blade("Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies");
    }

    public String signIns() {
        return blade("Microsoft_AAD_IAM/SignInEventsV3Blade");
    }

    public String requests() {
        return blade("Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AccessRequests");
    }

    private String blade(String path) {
        return cloud.adminCenter() + "/" + (tenant.tenantId() == null ? tenant.domain() : tenant.tenantId()) + "#view/"
                + path;
    }
}
