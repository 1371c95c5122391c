package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Scopes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A delegated permission of Microsoft Graph as an administrator looks it up.
 *
 * @param id of the permission, the same in every tenant
 * @see <a href="https://learn.microsoft.com/graph/permissions-reference">Permissions reference</a>
 */
public record Permission(String name, String id) {

    private static final String OFFLINE = "offline_access";
    private static final Map<String, String> IDS = Map.of(
            "User.Read",
            "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
            "Mail.Send",
            "e383f46e-2787-4529-855e-0e479a3ffac0",
            "SMTP.Send",
            "258f6531-6087-4cc4-bb90-092c5fb3ed3f",
            "Mail.ReadBasic",
            "a4b8392a-d8d1-4954-a029-8e668a39a170",
            "Mail.Read",
            "570282fd-fa5c-430d-a7fd-fc8dc98a9dca",
            "Mail.ReadWrite",
            "024d486e-b451-40bb-833d-3e66d98c5c73",
            OFFLINE,
            "7427e0e9-2fba-42fe-b0c0-848c9e6a8182");

    /** Those of the customers' guide that are not among these anyway. */
    static List<Permission> ofGuideBeside(Set<String> names) {
        var guide = Scopes.canonical(AdminConsent.GUIDE);
        return those(name -> guide.contains(name) && !names.contains(name) && !name.equals(OFFLINE));
    }

    /** Those that are asked for, and the one that keeps the connection, which always is. */
    static List<Permission> of(Set<String> names) {
        return those(name -> names.contains(name) || name.equals(OFFLINE));
    }

    private static List<Permission> those(Predicate<String> wanted) {
        return IDS.entrySet().stream()
                .filter(known -> wanted.test(known.getKey()))
                .map(known -> new Permission(known.getKey(), known.getValue()))
                .sorted(Comparator.comparing(Permission::name))
                .toList();
    }
}
