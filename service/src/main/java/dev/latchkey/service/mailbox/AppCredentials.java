package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.Certificate;
import dev.latchkey.microsoft.entra.ClientSecret;
import dev.latchkey.microsoft.entra.Credential;
import dev.latchkey.service.settings.InvalidSettings;
import dev.latchkey.service.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The app registration of the settings: the certificate, then the secrets. */
public final class AppCredentials {

    private AppCredentials() {}

    /** @throws InvalidSettings where the certificate cannot be used */
    public static AppRegistration of(Settings.Microsoft microsoft) {
        var credentials = new ArrayList<Credential>();
        var certificate = microsoft.certificate();
        if (certificate != null) {
            try {
                credentials.add(Certificate.load(certificate));
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidSettings(
                        List.of("LATCHKEY_MICROSOFT_CERTIFICATE is " + certificate + ", which can't be used: "
                                + String.valueOf(e.getMessage()).replaceAll("\\R.*", "")));
            }
        }
        microsoft
                .clientSecrets()
                .forEach(secret -> credentials.add(new ClientSecret(secret.value(), secret.expires())));
        return new AppRegistration(microsoft.clientId(), credentials);
    }
}
