package dev.latchkey.service.connect;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.service.http.FormTarget;
import dev.latchkey.service.http.OpenPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this journey opens to people without a session. */
@Configuration(proxyBeanMethods = false)
class ConnectBeans {

    /** Microsoft's page posts here across sites; the answer is only parked. */
    @Bean
    OpenPath callback() {
        return new OpenPath("/connect/callback/*", true);
    }

    @Bean
    OpenPath arrivals() {
        return new OpenPath("/connect/arrivals/*", false);
    }

    @Bean
    OpenPath lostAnswers() {
        return new OpenPath("/connect/lost/*", false);
    }

    @Bean
    OpenPath hostedLinks() {
        return new OpenPath("/connect/hosted/**", false);
    }

    /** The Connect button leads to Microsoft. */
    @Bean
    FormTarget microsoft(Cloud cloud) {
        return new FormTarget(cloud.login().toString());
    }
}
