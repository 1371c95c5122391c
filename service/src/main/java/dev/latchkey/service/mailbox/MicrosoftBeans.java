package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.Certificate;
import dev.latchkey.microsoft.entra.ClientSecret;
import dev.latchkey.microsoft.entra.Credential;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.service.settings.InvalidSettings;
import dev.latchkey.service.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Microsoft's side, as configured. */
@Configuration(proxyBeanMethods = false)
class MicrosoftBeans {

    @Bean
    Cloud cloud(Settings settings) {
        return Cloud.of(settings.microsoft().cloud());
    }

    @Bean
    Entra entra(Cloud cloud, Settings settings, Clock clock) {
        var registration = new AppRegistration(settings.microsoft().clientId(), credential(settings.microsoft()));
        return new Entra(cloud, registration, clock);
    }

    @Bean
    Graph graph(Cloud cloud, Clock clock) {
        return new Graph(cloud, clock);
    }

    private static Credential credential(Settings.Microsoft microsoft) {
        var certificate = microsoft.certificate();
        if (certificate != null) {
            try {
                return Certificate.load(certificate);
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidSettings(
                        List.of("LATCHKEY_MICROSOFT_CERTIFICATE is " + certificate + ", which can't be used: "
                                + String.valueOf(e.getMessage()).replaceAll("\\R.*", "")));
            }
        }
        return new ClientSecret(String.valueOf(microsoft.clientSecret()));
    }
}
