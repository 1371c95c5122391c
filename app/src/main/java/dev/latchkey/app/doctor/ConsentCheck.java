package dev.latchkey.app.doctor;

import dev.latchkey.service.db.RunningServer;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.settings.Settings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far the customers' organizations have approved, as this installation knows it. */
final class ConsentCheck {

    private static final String NAME = "consent";
    private static final int NAMED_AT_MOST = 5;

    private static final String ALL = """
            select t.domain, coalesce(t.tenant_id, '') as id, t.consent,
                (select count(*) from approval_waiters w join connect_links l on l.id = w.link_id
                    where w.tenant = t.id and l.status <> 'connected' and l.expires_at > now()) as waiting
            from tenants t order by t.domain
            """;

    private record Tenant(String domain, String id, String consent, int waiting) {

        boolean approved() {
            return consent.equals("granted");
        }
    }

    private final Settings settings;
    private final Told told;

    ConsentCheck(Settings settings, Told told) {
        this.settings = settings;
        this.told = told;
    }

    /** @param wanted by id or domain; null for a summary of all */
    Check check(@Nullable String wanted) {
        try {
            var url = database();
            if (url.isEmpty()) {
                return Check.skipped(NAME, "the embedded database is not running; start the service and ask again");
            }
            var tenants = tenants(url.get());
            return wanted == null ? summary(tenants) : of(tenants, wanted);
        } catch (IOException | SQLException e) {
            return Check.skipped(NAME, "the database cannot be asked: " + e.getMessage());
        }
    }

    private Optional<String> database() throws IOException {
        return settings.database().url() == null
                ? RunningServer.ownerUrl(settings.dataDir().resolve("postgres"))
                : Optional.ofNullable(settings.database().ownerUrl());
    }

    private static List<Tenant> tenants(String url) throws SQLException {
        var tenants = new ArrayList<Tenant>();
        try (var connection = LocalChecks.connection(url);
                var statement = connection.createStatement();
                var row = statement.executeQuery(ALL)) {
            while (row.next()) {
                tenants.add(new Tenant(
                        row.getString("domain"), row.getString("id"), row.getString("consent"), row.getInt("waiting")));
            }
        }
        return tenants;
    }

    private static Check summary(List<Tenant> tenants) {
        if (tenants.isEmpty()) {
            return Check.ok(NAME, "nobody has tried to connect yet");
        }
        var approved = tenants.stream().filter(Tenant::approved).count();
        var waiting = tenants.stream().filter(tenant -> tenant.waiting() > 0).toList();
        var named = waiting.stream().limit(NAMED_AT_MOST).map(Tenant::domain).collect(Collectors.joining(", "));
        var more = waiting.size() > NAMED_AT_MOST ? " and %d more".formatted(waiting.size() - NAMED_AT_MOST) : "";
        return Check.ok(
                NAME,
                "%d of %d organizations let us in".formatted(approved, tenants.size())
                        + (waiting.isEmpty() ? "" : "; people wait at " + named + more + " (--tenant says why)"));
    }

    private Check of(List<Tenant> tenants, String wanted) {
        return tenants.stream()
                .filter(tenant ->
                        tenant.domain().equalsIgnoreCase(wanted) || tenant.id().equalsIgnoreCase(wanted))
                .findFirst()
                .map(this::of)
                .orElseGet(() -> Check.skipped(NAME, "nobody of " + wanted + " has tried to connect"));
    }

    private Check of(Tenant tenant) {
        var detail =
                "%s: %s, %d waiting".formatted(tenant.domain(), tenant.consent().replace('_', ' '), tenant.waiting());
        return switch (tenant.consent()) {
            case "granted" -> Check.ok(NAME, detail);
            case "blocked" -> Check.fail(NAME, detail, told.cause(Cause.ACCESS_BLOCKED_BY_POLICY));
            case "needed", "requested" -> Check.fail(NAME, detail, told.cause(Cause.APPROVAL_REQUIRED));
            case "revoked", "partial" -> Check.fail(NAME, detail, told.cause(Cause.CONSENT_MISSING));
            default -> Check.skipped(NAME, detail + "; the next member who connects proves it");
        };
    }
}
