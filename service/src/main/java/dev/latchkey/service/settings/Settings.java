package dev.latchkey.service.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set; each name is an environment variable with {@code LATCHKEY_} before it.
 *
 * @param baseUrl {@code BASE_URL}: the address at which browsers, platforms and Microsoft reach this service, without a slash at the end
 * @param listen {@code HOST}, {@code PORT}: where this process listens
 * @param dataDir {@code DATA_DIR}: embedded database and key file
 * @param keyFile {@code KEY_FILE}: the vault's keys; {@code DATA_DIR/vault-keys.json} unless set
 * @param database {@code DATABASE_URL}, {@code DATABASE_OWNER_URL}, {@code DATABASE_PORT}
 * @param microsoft the app registration and its cloud
 * @param branding the names that members and administrators read
 * @param operator whom a customer's administrator can ask
 * @param notices {@code NOTICES_SMTP_URL}, {@code NOTICES_FROM}; null where the service mails nobody
 * @param waiting {@code WAITING_DAYS}: how long a member's link and the page for their administrators stay open from the last
 *     time that somebody asked for approval
 * @param webhookPrivateAddresses {@code WEBHOOK_PRIVATE_ADDRESSES}: {@code true} lets webhooks go to addresses of private
 *     networks, for platforms that run beside this service; they may always where {@code BASE_URL} is on loopback
 */
public record Settings(
        URI baseUrl,
        Listen listen,
        Path dataDir,
        Path keyFile,
        Database database,
        Microsoft microsoft,
        Branding branding,
        Operator operator,
        @Nullable Notices notices,
        Duration waiting,
        boolean webhookPrivateAddresses) {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /** {@code port} 0 picks a free one. */
    public record Listen(String host, int port) {}

    /**
     * Which PostgreSQL.
     *
     * @param url JDBC address of the application role; null for the embedded PostgreSQL
     * @param ownerUrl JDBC address of the role that owns the schema
     * @param port of the embedded PostgreSQL; 0 picks a free one
     */
    public record Database(@Nullable String url, @Nullable String ownerUrl, int port) {

        @Override
        public String toString() {
            return url == null ? "embedded" : "external";
        }
    }

    /**
     * The app registration.
     *
     * @param cloud {@code MICROSOFT_CLOUD}: {@code global}, {@code usgov}, {@code dod}, {@code china} or an address
     * @param clientId {@code MICROSOFT_CLIENT_ID}
     * @param clientSecrets {@code MICROSOFT_CLIENT_SECRET}, {@code MICROSOFT_CLIENT_SECRET_NEXT}: the one in use, and the one that
     *     is to take its place; none where a certificate is used
     * @param certificate {@code MICROSOFT_CERTIFICATE}: PEM file with certificate and private key; goes before the secrets
     */
    public record Microsoft(
            String cloud,
            String clientId,
            List<AppSecret> clientSecrets,
            @Nullable Path certificate) {

        @Override
        public String toString() {
            return "Microsoft[cloud=" + cloud + ", clientId=" + clientId + "]";
        }
    }

    /**
     * A secret of the app registration.
     *
     * @param expires {@code MICROSOFT_CLIENT_SECRET_EXPIRES}, {@code MICROSOFT_CLIENT_SECRET_NEXT_EXPIRES}: its last day, which
     *     only the portal knows
     */
    public record AppSecret(String value, @Nullable LocalDate expires) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /**
     * Names that people read.
     *
     * @param platformName {@code PLATFORM_NAME}
     * @param appName {@code APP_NAME}: the app registration's display name
     * @param publisherName {@code PUBLISHER_NAME}
     * @param publisherVerified {@code PUBLISHER_VERIFIED}
     * @param justification {@code JUSTIFICATION}: what a member can write where Microsoft asks for a reason
     */
    public record Branding(
            String platformName,
            String appName,
            String publisherName,
            boolean publisherVerified,
            String justification) {}

    /**
     * What a customer's administrator wants to know of whoever runs this service; null where it is not said.
     *
     * @param privacy {@code PRIVACY_URL}
     * @param terms {@code TERMS_URL}
     * @param support {@code SUPPORT_CONTACT}: an address of any kind
     * @param security {@code SECURITY_CONTACT}
     * @param egress {@code EGRESS_ADDRESSES}: from where this service calls Microsoft
     */
    public record Operator(
            @Nullable String privacy,
            @Nullable String terms,
            @Nullable String support,
            @Nullable String security,
            @Nullable String egress) {}

    /**
     * The mail server for the service's own mails to people.
     *
     * @param tlsFromTheStart {@code smtps}; with {@code smtp} TLS begins by STARTTLS, which only a server on this machine may lack
     * @param from {@code NOTICES_FROM}: the sender's address
     */
    public record Notices(
            String host,
            int port,
            boolean tlsFromTheStart,
            @Nullable String user,
            @Nullable String password,
            String from) {

        public boolean onLoopback() {
            return LOOPBACK.contains(host);
        }

        @Override
        public String toString() {
            return "Notices[" + host + ":" + port + "]";
        }
    }

    /** Whether this is a trial on somebody's own machine. */
    public boolean onLoopback() {
        return isLoopback(baseUrl);
    }

    /** Plain http is for these alone, where nobody else can listen. */
    static boolean isLoopback(URI address) {
        return address.getHost() != null && LOOPBACK.contains(address.getHost());
    }

    /** An address of ours: {@code path} begins with a slash. */
    public URI at(String path) {
        return URI.create(baseUrl + path);
    }
}
