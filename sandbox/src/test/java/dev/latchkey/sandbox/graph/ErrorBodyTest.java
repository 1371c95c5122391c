package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Every refusal of Graph has the same document, whatever refuses. */
class ErrorBodyTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void everyErrorHasItsCodeItsWordsAndTheIdsOfTheRequest() {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        var narrow = MailApp.of(microsoft.sandbox(), ADELE, "Mail.Send");
        var nobody = new MailApp(microsoft.sandbox().address(), "");
        var refusals = new LinkedHashMap<String, MailApp.Reply>();
        refusals.put("400 ErrorInvalidIdMalformed", adele.get("/me/messages/none"));
        refusals.put("400 BadRequest", adele.get("/nowhere"));
        refusals.put("400 ErrorInvalidRecipients", adele.sendMail("", "No one", ""));
        refusals.put("400 SearchWithFilter", adele.get("/me/messages?$search=%22a%22&$filter=isRead%20eq%20true"));
        refusals.put("401 InvalidAuthenticationToken", nobody.get("/me"));
        refusals.put("403 ErrorAccessDenied", narrow.get("/me/messages"));
        refusals.put("403 Authorization_RequestDenied", adele.get("/users"));
        refusals.put("404 ErrorInvalidUser", adele.get("/users/nobody@contoso.example/messages"));
        refusals.put("405 BadRequest", adele.delete("/me"));

        refusals.forEach((name, reply) -> {
            assertThat(reply.status() + " " + reply.code()).isEqualTo(name);
            assertThat(reply.header("Content-Type")).isEqualTo(GraphService.JSON_TYPE);
            assertError(name, reply.json());
            assertThat(reply.json()
                            .path("error")
                            .path("innerError")
                            .path("request-id")
                            .asString())
                    .as(name)
                    .isEqualTo(reply.header("request-id"));
        });
    }

    @Test
    void whatIsBelowNoVersionOfGraphIsRefusedAlikeWithATokenOrWithout() {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        var nobody = new MailApp(microsoft.sandbox().address(), "");
        for (var path : List.of("/beta", "/beta/me", "/v1.0None?$top=1", "/v2.0/me", "/me/messages", "/nowhere")) {
            for (var caller : List.of(adele, nobody)) {
                var address = microsoft.sandbox().address() + path;
                for (var reply : List.of(caller.get(address), caller.post(address, "{}"), caller.delete(address))) {
                    assertThat(reply.status() + " " + reply.code()).as(path).isEqualTo("400 BadRequest");
                    assertThat(reply.json().path("error").path("message").asString())
                            .isEqualTo("Invalid version.");
                    assertThat(reply.header("request-id")).matches(ID);
                    assertError(path, reply.json());
                }
            }
        }
    }

    @Test
    void alsoInsideABatchAndWhereAFaultWasOrdered() {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);

        var batch = adele.post("/$batch", """
                {"requests": [{"id": "1", "method": "GET", "url": "/me/messages/none"},
                              {"id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"]}]}""");
        adele.post(
                microsoft.sandbox().address() + "/_sandbox/faults",
                "{\"service\": \"GRAPH\", \"status\": 503, \"times\": 1}");
        var ordered = adele.get("/me");

        var responses = batch.json().path("responses");
        assertThat(responses).hasSize(2);
        responses.forEach(response -> assertError("item", response.path("body")));
        assertThat(ordered.status()).isEqualTo(503);
        assertError("ordered", ordered.json());
    }

    private static void assertError(String name, JsonNode document) {
        assertThat(document.propertyNames()).as(name).containsExactly("error");
        var error = document.path("error");
        assertThat(error.propertyNames()).as(name).containsExactlyInAnyOrder("code", "message", "innerError");
        assertThat(error.path("code").asString()).as(name).isNotEmpty();
        assertThat(error.path("message").asString()).as(name).isNotEmpty();
        var inner = error.path("innerError");
        assertThat(inner.propertyNames()).as(name).containsExactlyInAnyOrder("date", "request-id", "client-request-id");
        for (var field : Map.of(
                        "date", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d",
                        "request-id", ID,
                        "client-request-id", ID)
                .entrySet()) {
            assertThat(inner.path(field.getKey()).asString()).as(name).matches(field.getValue());
        }
    }
}
