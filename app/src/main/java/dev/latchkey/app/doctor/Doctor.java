package dev.latchkey.app.doctor;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.settings.InvalidSettings;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.settings.SettingsReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All checks in the order in which one failure explains the next. */
public final class Doctor {

    private final SettingsReader.Source environment;
    private final Clock clock;

    public Doctor(SettingsReader.Source environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * Looks everything over.
     *
     * @param tenant of a customer or of one's own, to try the credential in and see its consent; {@code organizations} is asked
     *     without one
     */
    public List<Check> examine(@Nullable String tenant, Locale reader) {
        Settings settings;
        try {
            settings = SettingsReader.read(environment);
        } catch (InvalidSettings invalid) {
            return List.of(Check.fail("configuration", String.valueOf(invalid.getMessage())));
        }
        var checks = new ArrayList<Check>();
        checks.add(
                Check.ok("configuration", "cloud " + settings.microsoft().cloud() + ", address " + settings.baseUrl()));
        checks.addAll(new LocalChecks(settings).all());
        var call = new Call();
        var told = new Told(Explain.of(environment), reader);
        var cloud = Cloud.of(settings.microsoft().cloud());
        checks.addAll(new CloudChecks(cloud, call, clock).all());
        checks.addAll(new AppChecks(settings, cloud, call, told, clock).all(tenant));
        checks.add(new ConsentCheck(settings, told).check(tenant));
        checks.add(new NotificationCheck(settings, call, told).check());
        return List.copyOf(checks);
    }
}
