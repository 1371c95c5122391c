package dev.latchkey.service.approval;

import dev.latchkey.service.http.OpenPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An administrator of a customer has no account with us. */
@Configuration(proxyBeanMethods = false)
class ApprovalBeans {

    @Bean
    OpenPath forAdministrators() {
        return new OpenPath("/approve/**", false);
    }
}
