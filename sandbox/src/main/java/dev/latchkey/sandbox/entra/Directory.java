package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The tenants, their users and the one app registration of the sandbox. Writers commit the store themselves. */
public final class Directory {

    /**
     * A customer's organisation.
     *
     * @param id its GUID, derived from its domain, the same in every sandbox
     * @param shows what a person can try out with it
     */
    public record Tenant(String id, String domain, String displayName, String shows, TenantSettings settings) {

        public Tenant with(TenantSettings changed) {
            return new Tenant(id, domain, displayName, shows, changed);
        }
    }

    /** The answers to a declined consent prompt that were seen in the wild. */
    public enum CancelReply {
        /** {@code error=access_denied} with AADSTS65004, as seen since 2023. */
        ACCESS_DENIED,
        /** {@code error=consent_required} with AADSTS65004, as seen in 2019 and 2020. */
        CONSENT_REQUIRED,
        /** {@code error=access_denied&error_subcode=cancel}, without a description. */
        SUBCODE,
        /** Nothing: the person stays on a page of Microsoft's. */
        NEVER
    }

    /** Where a user's mail lives. */
    public enum Mailbox {
        EXCHANGE_ONLINE,
        ON_PREMISES,
        /** No licence, or a guest. */
        NONE
    }

    /**
     * A person in a tenant.
     *
     * @param address the sign-in name ({@code userPrincipalName})
     * @param homeObjectId for a guest, the object id in the home tenant
     */
    public record User(
            String objectId,
            String tenantId,
            String address,
            String displayName,
            boolean administrator,
            @Nullable String homeObjectId,
            UserSettings settings) {

        public User with(UserSettings changed) {
            return new User(objectId, tenantId, address, displayName, administrator, homeObjectId, changed);
        }

        public boolean guest() {
            return homeObjectId != null;
        }

        /** Of the mailbox; in most organizations it is the sign-in name too. */
        public String mail() {
            var mail = settings.mail();
            return mail == null ? address : mail;
        }
    }

    /**
     * The app registration.
     *
     * @param redirectUris matched exactly, but for the port of localhost; {@code http://localhost:*} matches any path too
     * @param signInAudience whose accounts may use it
     * @param permissions the delegated permissions in its manifest ({@code requiredResourceAccess})
     * @param certificates Base64 of the DER form of each
     */
    public record Application(
            String clientId,
            String displayName,
            String publisher,
            boolean publisherVerified,
            SignInAudience signInAudience,
            List<String> redirectUris,
            List<String> permissions,
            List<Secret> secrets,
            List<String> certificates) {}

    /** A client secret; {@code expires} is null for one that never does. */
    public record Secret(String value, @Nullable Instant expires) {}

    /** "Supported account types", by the names of the manifest. */
    public enum SignInAudience {
        /** This organisation only, which is none of the sandbox's. */
        AZURE_AD_MY_ORG,
        AZURE_AD_MULTIPLE_ORGS
    }

    /** The client id of the app registration that every sandbox has. */
    public static final String CLIENT_ID = "11111111-aaaa-4bbb-8ccc-222222222222";

    private final MVMap<String, Tenant> tenants;
    private final MVMap<String, User> users;
    private final MVMap<String, Application> applications;

    public Directory(Store store) {
        this.tenants = store.map("directory.tenants", Tenant.class);
        this.users = store.map("directory.users", User.class);
        this.applications = store.map("directory.applications", Application.class);
        if (tenants.isEmpty()) {
            seed();
            store.commit();
        }
    }

    /** Fills an emptied directory with what every sandbox begins with. */
    public void seed() {
        Seed.tenants().forEach(this::save);
        Seed.users().forEach(this::save);
        save(Seed.application());
    }

    /** By domain. */
    public List<Tenant> tenants() {
        return tenants.values().stream()
                .sorted(Comparator.comparing(Tenant::domain))
                .toList();
    }

    public Optional<Tenant> tenant(String idOrDomain) {
        return tenants.values().stream()
                .filter(tenant -> tenant.id().equalsIgnoreCase(idOrDomain)
                        || tenant.domain().equalsIgnoreCase(idOrDomain))
                .findFirst();
    }

    public Tenant tenantOf(User user) {
        return tenant(user.tenantId()).orElseThrow();
    }

    /** The users of all tenants, by address. */
    public List<User> users() {
        return users.values().stream()
                .sorted(Comparator.comparing(User::address))
                .toList();
    }

    public Optional<User> user(String objectId) {
        return Optional.ofNullable(users.get(objectId));
    }

    /** The user who signs in with that address, in whatever letter case. */
    public Optional<User> userByAddress(String address) {
        return users.values().stream()
                .filter(user -> user.address().equalsIgnoreCase(address.strip()))
                .findFirst();
    }

    /** The user whose mailbox has that address; mail to the sign-in name comes there too. */
    public Optional<User> userByMail(String address) {
        return users.values().stream()
                .filter(user -> user.mail().equalsIgnoreCase(address.strip()))
                .findFirst()
                .or(() -> userByAddress(address));
    }

    /** The object that stands for a person in a tenant: the same one at home, another one for a guest. */
    public Optional<User> inTenant(User person, Tenant tenant) {
        return users.values().stream()
                .filter(user -> user.tenantId().equals(tenant.id()))
                .filter(user -> user.objectId().equals(person.objectId())
                        || person.objectId().equals(user.homeObjectId()))
                .findFirst();
    }

    /** The same for the path of a request: the home of the person where it names no tenant. */
    Optional<User> inTenantOf(String path, User person) {
        return tenant(path).map(tenant -> inTenant(person, tenant)).orElse(Optional.of(person));
    }

    public Optional<Application> application(String clientId) {
        return Optional.ofNullable(applications.get(clientId));
    }

    Application of(AuthorizeRequest request) {
        return application(request.clientId()).orElseThrow();
    }

    /** The one app registration that the seed has. */
    public Application application() {
        return application(CLIENT_ID).orElseThrow();
    }

    /** Saves the tenant with some of its {@link TenantSettings} changed, by name. */
    public Tenant change(Tenant tenant, Map<String, ?> settings) {
        var changed = tenant.with(Json.with(tenant.settings(), TenantSettings.class, settings));
        save(changed);
        return changed;
    }

    /** Saves the user with some of the {@link UserSettings} changed, by name. */
    public User change(User user, Map<String, ?> settings) {
        var changed = user.with(Json.with(user.settings(), UserSettings.class, settings));
        save(changed);
        return changed;
    }

    /** Saves the app registration with some of its properties changed, by name. */
    public Application change(Application application, Map<String, ?> properties) {
        var changed = Json.with(application, Application.class, properties);
        save(changed);
        return changed;
    }

    public void save(Tenant tenant) {
        tenants.put(tenant.id(), tenant);
    }

    public void save(User user) {
        users.put(user.objectId(), user);
    }

    public void delete(User user) {
        users.remove(user.objectId());
    }

    public void save(Application application) {
        applications.put(application.clientId(), application);
    }
}
