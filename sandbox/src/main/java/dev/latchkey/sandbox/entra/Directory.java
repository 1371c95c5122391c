package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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

    /**
     * What an administrator of the tenant can set.
     *
     * @param adminConsentWorkflow users who may not consent can ask an administrator
     * @param riskBasedStepUp apps of unverified publishers need an administrator
     * @param conditionalAccessBlocks a Conditional Access policy blocks the mail resources
     * @param smtpAuth authenticated SMTP submission is on
     * @param cancelReply what the application hears when someone declines the consent prompt
     */
    public record TenantSettings(
            ConsentPolicy userConsent,
            boolean adminConsentWorkflow,
            boolean riskBasedStepUp,
            boolean conditionalAccessBlocks,
            boolean smtpAuth,
            CancelReply cancelReply) {}

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
    }

    /**
     * What an administrator can set on a user.
     *
     * @param signInSessionsValidFrom refresh tokens issued before are revoked ({@code signInSessionsValidFromDateTime})
     */
    public record UserSettings(Mailbox mailbox, boolean accountEnabled, Instant signInSessionsValidFrom) {}

    /**
     * The app registration.
     *
     * @param redirectUris matched exactly, but for the port of localhost; {@code http://localhost:*} matches any path too
     * @param permissions the delegated permissions in its manifest ({@code requiredResourceAccess})
     * @param certificates Base64 of the DER form of each
     */
    public record Application(
            String clientId,
            String displayName,
            String publisher,
            boolean publisherVerified,
            List<String> redirectUris,
            List<String> permissions,
            List<String> secrets,
            List<String> certificates) {}

    /** The client id of the app registration that every sandbox has. */
    public static final String CLIENT_ID = "11111111-aaaa-4bbb-8ccc-222222222222";

    private final MVMap<String, Tenant> tenants;
    private final MVMap<String, User> users;
    private final MVMap<String, Application> applications;

    public Directory(Store store) {
        this.tenants = store.map("tenants", Tenant.class);
        this.users = store.map("users", User.class);
        this.applications = store.map("applications", Application.class);
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

    /** The object that stands for a person in a tenant: the same one at home, another one for a guest. */
    public Optional<User> inTenant(User person, Tenant tenant) {
        return users.values().stream()
                .filter(user -> user.tenantId().equals(tenant.id()))
                .filter(user -> user.objectId().equals(person.objectId())
                        || person.objectId().equals(user.homeObjectId()))
                .findFirst();
    }

    public Optional<Application> application(String clientId) {
        return Optional.ofNullable(applications.get(clientId));
    }

    /** The one app registration that the seed has. */
    public Application application() {
        return application(CLIENT_ID).orElseThrow();
    }

    public void save(Tenant tenant) {
        tenants.put(tenant.id(), tenant);
    }

    public void save(User user) {
        users.put(user.objectId(), user);
    }

    public void save(Application application) {
        applications.put(application.clientId(), application);
    }
}
