package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person as {@code /me} shows them.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-get">Get a user</a>
 */
final class Profile {

    /** What comes where nothing is selected. */
    private static final List<String> DEFAULT = List.of(
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName",
            "id");

    /** What comes when selected, and is empty for the people of the sandbox. */
    private static final List<String> EMPTY = List.of(
            ("aboutMe,ageGroup,birthday,city,companyName,consentProvidedForMinor,country,createdDateTime,creationType,"
                            + "deletedDateTime,department,employeeHireDate,employeeId,employeeLeaveDateTime,employeeOrgData,"
                            + "employeeType,externalUserState,externalUserStateChangeDateTime,faxNumber,hireDate,"
                            + "isManagementRestricted,isResourceAccount,lastPasswordChangeDateTime,"
                            + "legalAgeGroupClassification,mySite,onPremisesDistinguishedName,onPremisesDomainName,"
                            + "onPremisesExtensionAttributes,onPremisesImmutableId,onPremisesLastSyncDateTime,"
                            + "onPremisesSamAccountName,onPremisesSecurityIdentifier,onPremisesSyncEnabled,"
                            + "onPremisesUserPrincipalName,passwordPolicies,passwordProfile,postalCode,"
                            + "preferredDataLocation,preferredName,securityIdentifier,showInAddressList,"
                            + "signInActivity,state,streetAddress,usageLocation")
                    .split(",", -1));

    private static final List<String> EMPTY_LISTS =
            List.of(("assignedLicenses,assignedPlans,identities,imAddresses,interests,licenseAssignmentStates,"
                            + "onPremisesProvisioningErrors,otherMails,pastProjects,provisionedPlans,proxyAddresses,"
                            + "responsibilities,schools,serviceProvisioningErrors,skills")
                    .split(",", -1));

    private Profile() {}

    static ObjectNode of(GraphCall call, User user) {
        var json = full(user);
        var known = new ArrayList<>(EMPTY);
        known.addAll(EMPTY_LISTS);
        known.addAll(json.propertyNames());
        var selection = Selection.read(call.query().get("$select"), "microsoft.graph.user", known);
        var shown = json.propertyNames().stream()
                .filter(selection.names().isEmpty() ? DEFAULT::contains : selection::chose)
                .toList();
        json.retain(shown);
        EMPTY.stream().filter(selection::chose).forEach(json::putNull);
        EMPTY_LISTS.stream().filter(selection::chose).forEach(json::putArray);
        var chosen = selection.names().isEmpty() ? "" : "(" + String.join(",", json.propertyNames()) + ")";
        return GraphCall.JSON
                .createObjectNode()
                .put("@odata.context", call.root() + "/$metadata#users" + chosen + "/$entity")
                .setAll(json);
    }

    private static ObjectNode full(User user) {
        var names = user.displayName().split(" ", 2);
        var json = GraphCall.JSON
                .createObjectNode()
                .put("displayName", user.displayName())
                .put("givenName", names[0])
                .putNull("jobTitle")
                .put("mail", user.settings().mailbox() == Directory.Mailbox.NONE ? null : user.mail())
                .putNull("mobilePhone")
                .putNull("officeLocation")
                .put("preferredLanguage", "en-US")
                .put("surname", names.length > 1 ? names[1] : null)
                .put("userPrincipalName", user.address())
                .put("id", user.objectId())
                .put("accountEnabled", user.settings().accountEnabled())
                .put("mailNickname", user.address().substring(0, user.address().indexOf('@')))
                .put("userType", "Member");
        json.putArray("businessPhones");
        return json;
    }
}
