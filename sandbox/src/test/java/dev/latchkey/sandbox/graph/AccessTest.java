package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets in at all, into which mailbox, and what the least permission shows there. */
class AccessTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ADELE = "adele@contoso.example";

    @Test
    void withoutAValidTokenForGraphNothingIsAnswered() {
        var forSmtp = MailApp.token(microsoft.sandbox(), ADELE, Resource.OUTLOOK, "SMTP.Send");
        for (var token : List.of("", "nonsense", forSmtp)) {
            var answer = new MailApp(microsoft.sandbox().address(), token).get("/me/messages");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("InvalidAuthenticationToken");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void onlyOnesOwnMailboxOpensAndOnlyWhereThereIsOne() {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        assertThat(adele.get("/users/ADELE@contoso.example/messages").status()).isEqualTo(200);
        assertThat(adele.get("/users/TokenToReplace/messages").status()).isEqualTo(200);
        assertThat(adele.get("/users/alex@contoso.example/messages").code()).isEqualTo("ErrorAccessDenied");
        assertThat(adele.get("/users/nobody@contoso.example/messages").code()).isEqualTo("ErrorInvalidUser");
        for (var address : List.of("megan@woodgrove.example", "nestor@woodgrove.example")) {
            var answer = MailApp.of(microsoft.sandbox(), address).get("/me/mailFolders");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("MailboxNotEnabledForRESTAPI");
        }
    }

    @Test
    void basicReadingHidesTheContent() {
        var basic = MailApp.of(microsoft.sandbox(), ADELE, "Mail.ReadBasic");

        var message = basic.get("/me/messages?$top=1").value().getFirst();

        assertThat(message.has("subject")).isTrue();
        assertThat(message.has("body")).isFalse();
        assertThat(message.has("bodyPreview")).isFalse();
        assertThat(basic.get("/me/messages?$select=body,bodyPreview,internetMessageHeaders")
                        .text())
                .doesNotContain("\"body", "internetMessageHeaders");
        assertThat(basic.get("/me/messages?$filter=contains(bodyPreview,'lift')")
                        .status())
                .isEqualTo(403);
    }
}
