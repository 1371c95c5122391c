package dev.latchkey.service;

import dev.latchkey.service.db.DatabaseSettings;
import dev.latchkey.service.db.StartingDatabase;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.settings.SettingsReader;
import dev.latchkey.service.vault.KeyCheck;
import dev.latchkey.service.vault.Vault;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service as one Spring application. */
@SpringBootApplication(proxyBeanMethods = false)
public class Service {

    private static final int CONNECTIONS = 16;

    /** Starts with the settings of the environment. */
    public static void main(String[] args) {
        start(SettingsReader.read(System::getenv));
    }

    /** Starts the service and returns when it answers; closing the context stops it. */
    public static ConfigurableApplicationContext start(Settings settings) {
        var application = new SpringApplication(Service.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(true);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of(
                "server.address", settings.listen().host(),
                "server.port", settings.listen().port(),
                "server.servlet.session.cookie.secure",
                        "https".equals(settings.baseUrl().getScheme())));
        application.addInitializers(context -> begin((GenericApplicationContext) context, settings));
        return application.run();
    }

    private static void begin(GenericApplicationContext context, Settings settings) {
        context.registerBean(Settings.class, () -> settings);
        var database = StartingDatabase.begin(databaseSettings(settings));
        var beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("startingDatabase", database);
        beans.registerDisposableBean("startingDatabase", database::close);
    }

    private static DatabaseSettings databaseSettings(Settings settings) {
        var database = settings.database();
        if (database.url() != null && database.ownerUrl() != null) {
            return new DatabaseSettings.External(database.url(), database.ownerUrl(), CONNECTIONS);
        }
        return new DatabaseSettings.Embedded(settings.dataDir().resolve("postgres"), database.port(), CONNECTIONS);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Vault vault(Settings settings, JdbcClient sql) {
        return KeyCheck.open(settings.keyFile(), sql);
    }
}
