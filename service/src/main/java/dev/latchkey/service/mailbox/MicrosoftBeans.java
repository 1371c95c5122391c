package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
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
    AppRegistration appRegistration(Settings settings) {
        return AppCredentials.of(settings.microsoft());
    }

    @Bean
    Entra entra(Cloud cloud, AppRegistration registration, Clock clock) {
        return new Entra(cloud, registration, clock);
    }

    @Bean
    Graph graph(Cloud cloud, Clock clock) {
        return new Graph(cloud, clock);
    }
}
