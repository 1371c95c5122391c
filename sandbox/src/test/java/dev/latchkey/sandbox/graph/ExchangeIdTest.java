package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code translateExchangeIds}: every form of an id leads to the same message. */
class ExchangeIdTest {

    private static final List<String> FORMS =
            List.of("restId", "ewsId", "entryId", "restImmutableEntryId", "immutableEntryId");

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example");
    }

    @Test
    void everyFormTranslatesIntoEveryOther() {
        var id = adele.draft("Under many names");
        for (var form : FORMS) {
            var there = translate(id, "restId", form).path("targetId").asString();
            for (var other : FORMS) {
                var onward = translate(there, form, other).path("targetId").asString();
                assertThat(translate(onward, other, "restId").path("targetId").asString())
                        .as(form + " to " + other)
                        .isEqualTo(id);
            }
        }
        var immutable =
                translate(id, "restId", "restImmutableEntryId").path("targetId").asString();
        assertThat(adele.immutable()
                        .get("/me/messages/" + immutable)
                        .json()
                        .path("subject")
                        .asString())
                .isEqualTo("Under many names");
    }

    @Test
    void whatIsNoIdIsSaidToBeNone() {
        assertThat(translate("nonsense", "restId", "ewsId")
                        .path("errorDetails")
                        .path("code")
                        .asString())
                .isEqualTo("ErrorInvalidIdMalformed");
        assertThat(adele.post("/me/translateExchangeIds", "{\"inputIds\": [], \"sourceIdType\": \"none\"}")
                        .status())
                .isEqualTo(400);
    }

    private JsonNode translate(String id, String from, String to) {
        return adele.post("/me/translateExchangeIds", """
                        {"inputIds": ["%s"], "sourceIdType": "%s", "targetIdType": "%s"}""".formatted(id, from, to))
                .value()
                .getFirst();
    }
}
