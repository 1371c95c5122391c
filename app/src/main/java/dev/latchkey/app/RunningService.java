package dev.latchkey.app;

import dev.latchkey.service.Service;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.settings.SettingsReader;
import dev.latchkey.service.workspace.FirstStart;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this process. */
record RunningService(Settings settings, ConfigurableApplicationContext context) {

    /** Reads the settings and checks what they need of this machine. */
    static Settings settings(Map<String, String> environment) {
        var values = new TreeMap<>(environment);
        var settings = SettingsReader.read(values::get);
        if (settings.database().url() == null) {
            EmbeddedDatabase.check(settings.dataDir(), settings.database().port());
        }
        var listen = settings.listen();
        var port = String.valueOf(Preflight.usablePort(listen.host(), listen.port(), ServiceOptions.PORT));
        values.put("LATCHKEY_PORT", port);
        values.putIfAbsent("LATCHKEY_BASE_URL", "http://localhost:" + port);
        return SettingsReader.read(values::get);
    }

    static RunningService start(Settings settings) {
        return new RunningService(settings, Service.start(settings));
    }

    /** The link by which the owner comes in, as long as the owner has no password. */
    Optional<URI> ownerLink() {
        return context.getBean(FirstStart.class).ownerLink();
    }

    /** @param anew also where the owner has a password, for one who forgot it */
    void printOwnerLink(PrintStream out, boolean anew) {
        var first = ownerLink();
        if (first.isPresent()) {
            out.println("  first sign-in        " + first.get());
        } else if (anew) {
            out.println("  a new password       "
                    + context.getBean(FirstStart.class).newOwnerLink());
        }
    }
}
