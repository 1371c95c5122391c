package dev.latchkey.service.connect;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.service.settings.Settings;
import java.net.URI;
import org.springframework.stereotype.Component;

/** What is known of Microsoft's side. */
@Component
record MicrosoftSide(Entra entra, Cloud cloud, Settings settings) {

    String authority() {
        return cloud.login().getHost();
    }

    /** One for each authority, so that an answer of another is told apart (RFC 9700 §4.4). */
    URI redirectUri() {
        return settings.at("/connect/callback/" + authority());
    }
}
