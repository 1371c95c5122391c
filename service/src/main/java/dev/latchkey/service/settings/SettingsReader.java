package dev.latchkey.service.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} from named values and collects what is wrong with them. */
public final class SettingsReader {

    private static final String PREFIX = "LATCHKEY_";

    /** A name such as {@code LATCHKEY_BASE_URL} to its value, or null. */
    public interface Source extends UnaryOperator<@Nullable String> {}

    private final Source source;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Source source) {
        this.source = source;
    }

    /** @throws InvalidSettings naming every setting that is missing or wrong, and the way out */
    public static Settings read(Source source) {
        var reader = new SettingsReader(source);
        var settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new InvalidSettings(reader.problems);
        }
        return settings;
    }

    /** The names alone, for what runs without a configuration. */
    public static Settings.Branding branding(Source source) {
        return new SettingsReader(source).branding();
    }

    private Settings settings() {
        var dataDir = Path.of(text("DATA_DIR", "data")).toAbsolutePath().normalize();
        return new Settings(
                baseUrl(),
                new Settings.Listen(text("HOST", "127.0.0.1"), port("PORT", 8080)),
                dataDir,
                Path.of(text("KEY_FILE", dataDir.resolve("vault-keys.json").toString())),
                database(),
                microsoft(),
                branding(),
                new Settings.Operator(
                        optionalAddress("PRIVACY_URL"),
                        optionalAddress("TERMS_URL"),
                        optional("SUPPORT_CONTACT"),
                        optional("SECURITY_CONTACT"),
                        optional("EGRESS_ADDRESSES")),
                notices(),
                Duration.ofDays(number("WAITING_DAYS", 30, 1, 365, "a number of days from 1 to 365")),
                flag("WEBHOOK_PRIVATE_ADDRESSES", false));
    }

    private Settings.Branding branding() {
        return new Settings.Branding(
                text("PLATFORM_NAME", "Enginy"),
                text("APP_NAME", "Enginy AI"),
                text("PUBLISHER_NAME", "Genesy AI"),
                flag("PUBLISHER_VERIFIED", true),
                text("JUSTIFICATION", "Required for CRM integration"));
    }

    private URI baseUrl() {
        var address = address("BASE_URL", text("BASE_URL", "http://localhost:8080"));
        var text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }

    private Settings.Database database() {
        var url = optional("DATABASE_URL");
        var ownerUrl = optional("DATABASE_OWNER_URL");
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            problem(
                    "DATABASE_URL",
                    "must begin with jdbc:postgresql:, for example jdbc:postgresql://db.example/latchkey?user=latchkey_app");
        }
        noUserInfo("DATABASE_URL", url);
        noUserInfo("DATABASE_OWNER_URL", ownerUrl);
        if (url != null && ownerUrl == null) {
            problem(
                    "DATABASE_OWNER_URL",
                    "is needed beside LATCHKEY_DATABASE_URL: the JDBC address of the role that owns and migrates the tables");
        }
        return new Settings.Database(url, ownerUrl, port("DATABASE_PORT", 15_432));
    }

    /** The driver takes it for the host and shows it in its messages, password and all. */
    private void noUserInfo(String name, @Nullable String url) {
        if (url != null && url.replaceFirst("[?].*", "").contains("@")) {
            problem(name, "holds a user name before the host; write jdbc:postgresql://host/database?user=…&password=…");
        }
    }

    private Settings.Microsoft microsoft() {
        var cloud = text("MICROSOFT_CLOUD", "global");
        if (cloud.contains("://")) {
            address("MICROSOFT_CLOUD", cloud);
        } else if (!List.of("global", "usgov", "dod", "china").contains(cloud)) {
            problem("MICROSOFT_CLOUD", "is \"" + cloud + "\"; use global, usgov, dod, china or an address");
        }
        var clientId = optional("MICROSOFT_CLIENT_ID");
        if (clientId == null) {
            problem(
                    "MICROSOFT_CLIENT_ID",
                    "is missing: the \"Application (client) ID\" of your app registration in Entra");
        }
        var secrets = Stream.of("MICROSOFT_CLIENT_SECRET", "MICROSOFT_CLIENT_SECRET_NEXT")
                .flatMap(name -> Optional.ofNullable(optional(name))
                        .map(value -> new Settings.AppSecret(value, date(name + "_EXPIRES")))
                        .stream())
                .toList();
        var certificate = optional("MICROSOFT_CERTIFICATE");
        if (secrets.isEmpty() && certificate == null) {
            problem(
                    "MICROSOFT_CLIENT_SECRET",
                    "is missing: set it, or LATCHKEY_MICROSOFT_CERTIFICATE to a PEM file with certificate and private key");
        }
        return new Settings.Microsoft(
                cloud, clientId == null ? "" : clientId, secrets, certificate == null ? null : Path.of(certificate));
    }

    private Settings.@Nullable Notices notices() {
        var server = optional("NOTICES_SMTP_URL");
        if (server == null) {
            return null;
        }
        var uri = smtp(server);
        if (uri == null) {
            problem(
                    "NOTICES_SMTP_URL",
                    "is no address of a mail server; use smtp://user:password@mail.example:587 (STARTTLS) or smtps://user:password@mail.example:465, with % signs for special characters");
            return null;
        }
        var tls = "smtps".equals(uri.getScheme());
        var user = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        var from = text("NOTICES_FROM", "no-reply@" + baseUrl().getHost());
        if (from.indexOf('@') < 1) {
            problem("NOTICES_FROM", "is \"" + from + "\"; it must be a mail address such as no-reply@platform.example");
        }
        return new Settings.Notices(
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587,
                tls,
                user.length == 2 ? user[0] : null,
                user.length == 2 ? user[1] : null,
                from);
    }

    /** Null where it is none; what it holds is not repeated, for it may be a password. */
    private static @Nullable URI smtp(String address) {
        try {
            var uri = new URI(address);
            var sound = List.of("smtp", "smtps").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
            return sound ? uri : null;
        } catch (java.net.URISyntaxException e) {
            return null;
        }
    }

    private @Nullable LocalDate date(String name) {
        var value = optional(name);
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            problem(name, "is \"" + value + "\"; it must be a date such as 2027-06-30");
            return null;
        }
    }

    private @Nullable String optionalAddress(String name) {
        var value = optional(name);
        return value == null ? null : address(name, value).toString();
    }

    private URI address(String name, String value) {
        try {
            var uri = new URI(value);
            var https = "https".equals(uri.getScheme());
            if (uri.getHost() == null || !(https || ("http".equals(uri.getScheme()) && Settings.isLoopback(uri)))) {
                problem(name, "is \"" + value + "\"; it must be an https address (plain http only for localhost)");
            }
            return uri;
        } catch (java.net.URISyntaxException e) {
            problem(name, "is \"" + value + "\", which is not an address");
            return URI.create("http://localhost");
        }
    }

    private int port(String name, int otherwise) {
        return number(name, otherwise, 0, 65_535, "a port from 0 to 65535");
    }

    private int number(String name, int otherwise, int least, int most, String what) {
        var value = text(name, Integer.toString(otherwise));
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below with the numbers that are out of range
        }
        problem(name, "is \"" + value + "\"; it must be " + what);
        return otherwise;
    }

    private boolean flag(String name, boolean otherwise) {
        var value = text(name, Boolean.toString(otherwise));
        if (!List.of("true", "false").contains(value)) {
            problem(name, "is \"" + value + "\"; it must be true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private String text(String name, String otherwise) {
        var value = optional(name);
        return value == null ? otherwise : value;
    }

    private @Nullable String optional(String name) {
        var value = source.apply(PREFIX + name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void problem(String name, String what) {
        problems.add(PREFIX + name + " " + what);
    }
}
