package dev.latchkey.microsoft.entra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopesTest {

    @Test
    void namesAreComparedShortAndWithoutCase() {
        var scopes = Scopes.parse(" openid https://graph.microsoft.com/MAIL.SEND  mail.readwrite\tX.Custom ");

        assertThat(scopes).containsExactlyInAnyOrder("openid", "Mail.Send", "Mail.ReadWrite", "X.Custom");
        assertThat(scopes.contains("mail.send")).isTrue();
        assertThat(Scopes.parse("")).isEmpty();
    }

    @Test
    void whatIsMissingIsToldButForSignInsOwn() {
        assertThat(Scopes.missing(
                        Set.of("https://graph.microsoft.com/Mail.Send", "Mail.ReadWrite", "offline_access", "openid"),
                        Set.of("mail.send", "User.Read")))
                .containsExactly("Mail.ReadWrite");
    }
}
