package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.CancelReply;
import dev.latchkey.sandbox.entra.Directory.Mailbox;
import dev.latchkey.sandbox.entra.Directory.Secret;
import dev.latchkey.sandbox.entra.Directory.SignInAudience;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.TenantSettings.LocationAtRefresh;
import dev.latchkey.sandbox.entra.TenantSettings.RefreshTokenUse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every sandbox begins with: the same tenants and people under the same GUIDs. */
final class Seed {

    private static final TenantSettings OPEN = settings(ConsentPolicy.ALL_APPS, false, false, true);

    private Seed() {}

    static List<Tenant> tenants() {
        return List.of(
                tenant(
                        "contoso.example",
                        "Contoso",
                        "Microsoft manages consent and the approval workflow is on: reading mail ends at \"Approval"
                                + " required\", sending alone does not.",
                        settings(ConsentPolicy.MICROSOFT_MANAGED, true, false, true)),
                tenant(
                        "fabrikam.example",
                        "Fabrikam",
                        "Users may not consent and the workflow is off: \"Need admin approval\".",
                        settings(ConsentPolicy.NO_USER_CONSENT, false, false, true)),
                tenant(
                        "adventure-works.example",
                        "Adventure Works",
                        "Users may consent for themselves: the short way through.",
                        OPEN),
                tenant(
                        "tailspin.example",
                        "Tailspin Toys",
                        "Users may consent to verified publishers and low-impact permissions only.",
                        settings(ConsentPolicy.VERIFIED_LOW_IMPACT, false, false, true)),
                tenant(
                        "northwind.example",
                        "Northwind Traders",
                        "A Conditional Access policy blocks the app: a page of Microsoft's, and no way back.",
                        settings(ConsentPolicy.ALL_APPS, false, true, true)),
                tenant(
                        "woodgrove.example",
                        "Woodgrove Bank",
                        "SMTP AUTH is off; one on-premises mailbox, one user without a licence, one guest.",
                        settings(ConsentPolicy.ALL_APPS, false, false, false)));
    }

    static List<User> users() {
        var users = new ArrayList<User>();
        for (var tenant : tenants()) {
            users.add(user("admin@" + tenant.domain(), tenant.displayName() + " Admin", Mailbox.EXCHANGE_ONLINE, null));
            users.add(user("adele@" + tenant.domain(), "Adele Vance", Mailbox.EXCHANGE_ONLINE, null));
            users.add(user("alex@" + tenant.domain(), "Alex Wilber", Mailbox.EXCHANGE_ONLINE, null));
        }
        users.add(user("megan@woodgrove.example", "Megan Bowen (no licence)", Mailbox.NONE, null));
        users.add(user("nestor@woodgrove.example", "Nestor Wilke (on premises)", Mailbox.ON_PREMISES, null));
        users.add(user(
                "alex_fabrikam.example#EXT#@woodgrove.example",
                "Alex Wilber (guest)",
                Mailbox.NONE,
                guid("user:alex@fabrikam.example")));
        return users;
    }

    static Application application() {
        return new Application(
                Directory.CLIENT_ID,
                "Enginy AI",
                "Genesy AI",
                true,
                SignInAudience.AZURE_AD_MULTIPLE_ORGS,
                List.of("http://localhost:*", "http://127.0.0.1:*"),
                Permission.names(),
                List.of(new Secret("sandbox-secret", null)),
                List.of());
    }

    private static Tenant tenant(String domain, String name, String shows, TenantSettings settings) {
        return new Tenant(guid("tenant:" + domain), domain, name, shows, settings);
    }

    private static TenantSettings settings(ConsentPolicy policy, boolean workflow, boolean blocks, boolean smtpAuth) {
        return new TenantSettings(
                policy,
                Set.of(Permission.USER_READ.scope()),
                workflow,
                Set.of(),
                30,
                true,
                true,
                false,
                Set.of(),
                blocks ? List.of(blockingPolicy()) : List.of(),
                LocationAtRefresh.ORIGINAL,
                true,
                smtpAuth,
                CancelReply.ACCESS_DENIED,
                List.of(),
                false,
                false,
                null,
                TenantSettings.LARGEST_MAIL,
                TenantSettings.QuotaReply.ERROR,
                RefreshTokenUse.REUSABLE);
    }

    private static ConditionalAccessPolicy blockingPolicy() {
        return new ConditionalAccessPolicy(
                guid("policy:northwind.example"),
                "Block third-party apps",
                ConditionalAccessPolicy.State.ON,
                Set.of(ConditionalAccessPolicy.Target.ALL),
                Set.of(),
                Set.of(),
                ConditionalAccessPolicy.ClientApps.ALL,
                ConditionalAccessPolicy.Network.ANY,
                ConditionalAccessPolicy.Control.BLOCK,
                null);
    }

    private static User user(String address, String name, Mailbox mailbox, @Nullable String homeObjectId) {
        var domain = address.substring(address.indexOf('@') + 1);
        return new User(
                guid("user:" + address),
                guid("tenant:" + domain),
                address,
                name,
                address.startsWith("admin@"),
                homeObjectId,
                UserSettings.of(mailbox));
    }

    private static String guid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
