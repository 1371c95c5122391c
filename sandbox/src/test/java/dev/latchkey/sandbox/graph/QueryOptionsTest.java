package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class QueryOptionsTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;
    private String draft;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        var created = adele.post("/me/messages", """
                {"subject": "With files", "attachments": [
                 {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "YQ=="},
                 {"@odata.type": "#microsoft.graph.fileAttachment", "name": "b.png", "contentBytes": "Yg==",
                  "isInline": true, "contentId": "b", "contentType": "image/png"},
                 {"@odata.type": "#microsoft.graph.itemAttachment", "name": "c",
                  "item": {"@odata.type": "#microsoft.graph.message", "subject": "Inner"}}]}""");
        draft = "/me/messages/" + created.json().path("id").asString();
    }

    @Test
    void attachmentsComeInPagesAndAreCounted() {
        var names = new ArrayList<String>();
        var link = draft + "/attachments?$top=2&$count=true&$select=name";
        while (!link.isEmpty()) {
            var page = adele.get(link);
            assertThat(page.json().path("@odata.count").asInt()).isEqualTo(3);
            assertThat(page.value()).hasSizeLessThanOrEqualTo(2);
            page.value().forEach(attachment -> names.add(attachment.path("name").asString()));
            link = page.json().path("@odata.nextLink").asString("");
        }

        assertThat(names).containsExactlyInAnyOrder("a.txt", "b.png", "c");
        assertThat(adele.get(draft + "/attachments?$skip=2").value()).hasSize(1);
        assertThat(adele.get(draft + "/attachments/$count").text()).isEqualTo("3");
        assertThat(adele.post(draft + "/attachments/$count").status()).isEqualTo(405);
        assertThat(adele.get(draft + "/attachments?$filter=isInline%20eq%20true")
                        .value())
                .hasSize(3);
        assertThat(adele.get(draft + "/attachments?$top=0").status()).isEqualTo(400);
    }

    @Test
    void attachmentsShowWhatIsSelected() {
        var fields = List.of("@odata.type", "id", "name", "size");
        assertThat(adele.get(draft + "/attachments?$select=name,size").value())
                .extracting(attachment -> shown(attachment, "@odata.mediaContentType"))
                .containsOnly(fields);
        var text = adele.get(draft + "/attachments").value().stream()
                .filter(attachment -> attachment.path("name").asString().equals("a.txt"))
                .findFirst()
                .orElseThrow();
        var one = adele.get(draft + "/attachments/" + text.path("id").asString()
                + "?$select=microsoft.graph.fileAttachment/contentBytes");
        assertThat(one.json().path("contentBytes").asString()).isEqualTo("YQ==");
        assertThat(one.json().has("name")).isFalse();
        var expanded = adele.get(draft + "?$select=subject&$expand=attachments($select=name,size;$top=5)")
                .json();
        assertThat(expanded.path("attachments"))
                .hasSize(3)
                .extracting(attachment -> shown(attachment, "@odata.mediaContentType"))
                .containsOnly(fields);

        assertRefused(draft + "/attachments?$select=contentBytes", "contentBytes", "attachment");
        assertRefused(draft + "?$expand=attachments($select=nothing)", "nothing", "attachment");
    }

    @Test
    void whatCannotBeExpandedIsRefused() {
        assertRefused("/me/messages?$expand=event", "event", "message");
        assertRefused(draft + "?$expand=attachments,event", "event", "message");
        assertRefused(draft + "/attachments?$expand=item", "item", "attachment");
        assertRefused("/me/mailFolders?$expand=nothing", "nothing", "mailFolder");
        assertRefused("/me/mailFolders/inbox?$expand=nothing", "nothing", "mailFolder");
        for (var unbalanced : List.of(
                "singleValueExtendedProperties($filter=id%20eq%20'String%200x1A'", "attachments)", "attachments('")) {
            var refused = adele.get(draft + "?$expand=" + unbalanced);
            assertThat(refused.status()).as(unbalanced).isEqualTo(400);
            assertThat(refused.text()).contains("Found an unbalanced bracket expression.");
        }
        assertThat(adele.get(draft + "?$expand=extensions,attachments").json().path("attachments"))
                .hasSize(3);
    }

    @Test
    void aProfileShowsWhatIsSelected() {
        for (var path : List.of("/me", "/users/adele@contoso.example")) {
            var some = adele.get(path + "?$select=mail,displayName,city,accountEnabled,skills")
                    .json();
            assertThat(shown(some, "@odata.context"))
                    .containsExactlyInAnyOrder("mail", "displayName", "city", "accountEnabled", "skills");
            assertThat(some.path("accountEnabled").asBoolean()).isTrue();
            assertThat(some.path("city").isNull()).isTrue();
            assertThat(some.path("@odata.context").asString()).contains("users(displayName,mail,");
            assertThat(adele.get(path).json().has("accountEnabled")).isFalse();
            assertThat(adele.get(path).json().path("businessPhones").isArray()).isTrue();
            assertRefused(path + "?$select=displayName,shoeSize", "shoeSize", "user");
        }
    }

    private static List<String> shown(JsonNode json, String beside) {
        return json.propertyNames().stream()
                .filter(name -> !name.equals(beside))
                .toList();
    }

    private void assertRefused(String path, String name, String type) {
        var refused = adele.get(path);
        assertThat(refused.status()).as(path).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("BadRequest");
        assertThat(refused.json().path("error").path("message").asString())
                .isEqualTo("Parsing OData Select and Expand failed: Could not find a property named '" + name
                        + "' on type 'microsoft.graph." + type + "'.");
    }
}
