package dev.latchkey.microsoft.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.ScriptedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(20)
class GraphTest {

    private final ScriptedServer server = new ScriptedServer();
    private final MailboxClient mailbox =
            new Graph(server.cloud(), Clock.systemUTC()).mailbox(new AccessToken("token-of-adele"));

    @AfterEach
    void stop() {
        server.close();
    }

    static OutgoingDraft draft(@Nullable String marker) {
        return new OutgoingDraft(
                List.of(new Recipient("alex@contoso.example", "Alex")),
                List.of(Recipient.of("cc@contoso.example")),
                List.of(),
                List.of(),
                "Hello",
                Body.html("<p>Hi</p>"),
                null,
                marker);
    }

    @Test
    void everyCallCarriesTheTokenAndAsksForImmutableIds() {
        server.answer(200, "{\"id\":\"o-1\",\"displayName\":\"Adele\",\"mail\":\"adele@contoso.example\"}");

        assertThat(done(mailbox.me())).isEqualTo(new Profile("o-1", "Adele", "adele@contoso.example", null));
        assertThat(server.lastAsked().header("Authorization")).isEqualTo("Bearer token-of-adele");
        assertThat(server.lastAsked().header("Prefer"))
                .contains("IdType=\"ImmutableId\"")
                .contains("outlook.body-content-type=\"html\"");
    }

    @Test
    void aWholeMessageIsRead() {
        server.answer(200, """
                {"@odata.context":"x","@odata.etag":"W/1","id":"AAk=","internetMessageId":"<1@x>","conversationId":"c",
                 "parentFolderId":"f","subject":"Hé","from":{"emailAddress":{"name":"A","address":"a@x"}},
                 "toRecipients":[{"emailAddress":{"address":"b@x"}},{"emailAddress":{"name":"no address"}},{}],
                 "ccRecipients":[],"replyTo":null,"receivedDateTime":"2026-11-20T09:00:00Z",
                 "sentDateTime":"not a date","isRead":false,"isDraft":true,"hasAttachments":true,"bodyPreview":"p",
                 "body":{"contentType":"HTML","content":"<p>p</p>"},"flag":{"flagStatus":"flagged"},
                 "internetMessageHeaders":[{"name":"References","value":"<0@x>"},{"value":"nameless"}],
                 "categories":["Red",5],"importance":"high","webLink":"https://x","unheardOf":{"a":[1]},
                 "singleValueExtendedProperties":[{"id":"%s","value":"out_1"}]}
                """.formatted(MessageJson.MARKER));

        var message = done(mailbox.message("AAk="));

        assertThat(message)
                .isEqualTo(new Message(
                        "AAk=",
                        "<1@x>",
                        "c",
                        "f",
                        "Hé",
                        new Recipient("a@x", "A"),
                        List.of(Recipient.of("b@x")),
                        List.of(),
                        List.of(),
                        List.of(),
                        Instant.parse("2026-11-20T09:00:00Z"),
                        null,
                        false,
                        true,
                        true,
                        "p",
                        Body.html("<p>p</p>"),
                        List.of(new Header("References", "<0@x>")),
                        FlagStatus.FLAGGED,
                        List.of("Red"),
                        "high",
                        "https://x",
                        "out_1"));
        assertThat(message.partial()).isFalse();
        assertThat(server.lastAsked().path()).isEqualTo("/v1.0/me/messages/AAk%3D");
        assertThat(server.lastAsked().query())
                .contains("internetMessageHeaders")
                .contains("$expand=singleValueExtendedProperties($filter=id eq '" + MessageJson.MARKER + "')");
    }

    @Test
    void aMessageOfNothingButAnIdIsPartialNotBroken() {
        server.answer(200, "{\"id\":\"m\",\"isRead\":true}");

        var message = done(mailbox.message("m"));

        assertThat(message.partial()).isTrue();
        assertThat(message.isRead()).isTrue();
        assertThat(message.isDraft()).isNull();
        assertThat(message.to()).isEmpty();
    }

    @Test
    void idsAreEscapedInPaths() {
        server.answer(204, "");

        done(mailbox.delete("AAMk/a+b='c d"));

        assertThat(server.lastAsked().method()).isEqualTo("DELETE");
        assertThat(server.lastAsked().path()).isEqualTo("/v1.0/me/messages/AAMk%2Fa%2Bb%3D%27c%20d");
    }

    @Test
    void aDraftCarriesItsMarkerTwice() {
        server.answer(201, "{\"id\":\"d\",\"isDraft\":true}").answer(200, "{\"id\":\"d\"}");

        done(mailbox.drafts().create(draft("out_7")));
        var created = json(server.lastAsked().body());
        done(mailbox.drafts().update("d", draft("out_7")));
        var updated = json(server.lastAsked().body());

        assertThat(created.at("/toRecipients/0/emailAddress/address").stringValue())
                .isEqualTo("alex@contoso.example");
        assertThat(created.at("/toRecipients/0/emailAddress/name").stringValue())
                .isEqualTo("Alex");
        assertThat(created.at("/ccRecipients/0/emailAddress").has("name")).isFalse();
        assertThat(created.at("/body/contentType").stringValue()).isEqualTo("html");
        assertThat(created.has("from")).isFalse();
        assertThat(created.at("/singleValueExtendedProperties/0/value").stringValue())
                .isEqualTo("out_7");
        assertThat(created.at("/internetMessageHeaders/0/name").stringValue()).isEqualTo("x-latchkey-marker");
        assertThat(updated.at("/singleValueExtendedProperties/0/value").stringValue())
                .isEqualTo("out_7");
        assertThat(updated.has("internetMessageHeaders"))
                .as("headers cannot be changed")
                .isFalse();
        assertThat(server.lastAsked().method()).isEqualTo("PATCH");
    }

    @Test
    void aDraftIsSentWithAnEmptyBody() {
        server.answer(202, "", Map.of("request-id", "r-9"));

        assertThat(done(mailbox.drafts().send("d"))).isEqualTo(new Accepted("r-9"));
        assertThat(server.lastAsked().path()).isEqualTo("/v1.0/me/messages/d/send");
        assertThat(server.lastAsked().body()).isEmpty();
        assertThat(server.lastAsked().header("Content-length")).isEqualTo("0");
    }

    @Test
    void mailIsSentWithoutADraftAsJsonOrAsMime() {
        server.answer(202, "").answer(202, "");

        done(mailbox.drafts().sendMail(draft("out_8"), List.of()));
        var json = json(server.lastAsked().body());
        done(mailbox.drafts().sendMime("Subject: Hé\r\n\r\nHi".getBytes(StandardCharsets.UTF_8)));

        assertThat(json.at("/message/subject").stringValue()).isEqualTo("Hello");
        assertThat(json.at("/saveToSentItems").booleanValue()).isTrue();
        assertThat(server.lastAsked().header("Content-type")).isEqualTo("text/plain");
        assertThat(Base64.getDecoder().decode(server.lastAsked().body()))
                .asString(StandardCharsets.UTF_8)
                .startsWith("Subject: Hé");
    }

    @Test
    void aReplyKeepsToMessageBodyAndNeverAddsAComment() {
        server.answer(201, "{\"id\":\"d\"}").answer(201, "{\"id\":\"d\"}");

        done(mailbox.drafts().createReply("m", Body.text("Yes"), "out_9"));
        var json = json(server.lastAsked().body());
        done(mailbox.drafts().createReplyAll("m", Body.text("Yes"), null));

        assertThat(json.at("/message/body/content").stringValue()).isEqualTo("Yes");
        assertThat(json.at("/message/singleValueExtendedProperties/0/value").stringValue())
                .isEqualTo("out_9");
        assertThat(json.has("comment")).isFalse();
        assertThat(server.lastAsked().path()).isEqualTo("/v1.0/me/messages/m/createReplyAll");
    }

    @Test
    void filtersQuoteWhatTheyAreGiven() {
        server.answer(200, "{\"value\":[{\"id\":\"m\"}]}").answer(200, "{\"value\":[]}");

        assertThat(done(mailbox.findByMarker("drafts", "a' or 'b"))).hasSize(1);
        assertThat(server.lastAsked().query())
                .contains("ep/id eq '" + MessageJson.MARKER + "' and ep/value eq 'a'' or ''b')");
        assertThat(done(mailbox.findByInternetMessageId("<a+b&c@x>"))).isEmpty();
        assertThat(server.lastAsked().query()).contains("internetMessageId eq '<a+b&c@x>'&$top");
    }

    @Test
    void aListGoesOnAlongItsLinkOnTheSameOriginOnly() {
        var next = server.cloud().graph() + "/me/mailFolders/inbox/messages?$skip=10";
        server.answer(200, "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":\"" + next + "\"}")
                .answer(200, "{\"value\":[]}");

        var first = done(mailbox.messages("inbox", 10, null));
        assertThat(first.nextLink()).isEqualTo(next);
        assertThat(done(mailbox.messages("inbox", 10, first.nextLink())).nextLink())
                .isNull();
        assertThat(server.lastAsked().query()).isEqualTo("$skip=10");

        for (var foreign : List.of("https://evil.example/v1.0/me", "http://127.0.0.1:1/v1.0/me", "not a link", "")) {
            assertThat(mailbox.messages("inbox", 10, foreign))
                    .isInstanceOfSatisfying(
                            GraphReply.Refused.class,
                            refused -> assertThat(refused.error().is("ForeignLink"))
                                    .isTrue());
        }
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void allFoldersAreReadThroughPagesAndLevels() {
        var next = server.cloud().graph() + "/me/mailFolders?page=2";
        server.answer(200, """
                {"value":[{"id":"a","displayName":"Inbox","childFolderCount":1,"unreadItemCount":2,"totalItemCount":3}],
                 "@odata.nextLink":"%s"}""".formatted(next))
                .answer(200, "{\"value\":[{\"id\":\"b\",\"displayName\":\"Drafts\",\"childFolderCount\":0}]}")
                .answer(200, "{\"value\":[{\"id\":\"c\",\"displayName\":\"Sub\",\"parentFolderId\":\"a\"}]}");

        assertThat(done(mailbox.folders()))
                .containsExactly(
                        new Folder("a", "Inbox", null, 1, 2, 3),
                        new Folder("b", "Drafts", null, 0, 0, 0),
                        new Folder("c", "Sub", "a", 0, 0, 0));
    }

    @Test
    void foldersThatContainEachOtherEnd() {
        var inCircle = "{\"value\":[{\"id\":\"a\",\"childFolderCount\":1}]}";
        server.answer(200, inCircle).answer(200, inCircle);

        assertThat(done(mailbox.folders())).hasSize(1);
    }

    @Test
    void mimeComesByteForByteUpToTheLimit() {
        server.answer(200, "Subject: x\r\n\r\nraw").answer(200, "12345678901");

        assertThat(done(mailbox.mime("m", 100)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("Subject: x\r\n\r\nraw");
        assertThat(mailbox.mime("m", 10))
                .isInstanceOfSatisfying(
                        GraphReply.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("TooLarge"));
    }

    @Test
    void messagesAreChangedAndMoved() {
        server.answer(200, "{\"id\":\"m\"}").answer(201, "{\"id\":\"m\"}");

        done(mailbox.change("m", new MessageChange(true, FlagStatus.COMPLETE, List.of())));
        assertThat(json(server.lastAsked().body()))
                .isEqualTo(json("{\"isRead\":true,\"flag\":{\"flagStatus\":\"complete\"},\"categories\":[]}"));
        done(mailbox.move("m", "archive"));
        assertThat(server.lastAsked().body()).isEqualTo("{\"destinationId\":\"archive\"}");
    }

    @Test
    void attachmentsAreListedFetchedAndAdded() {
        server.answer(200, """
                {"value":[{"@odata.type":"#microsoft.graph.fileAttachment","id":"a","name":"x.png","size":9,
                 "contentType":"image/png","isInline":true,"contentId":"cid1"},
                 {"@odata.type":"#microsoft.graph.itemAttachment","id":"b","name":null}]}""").answer(200, "bytes").answer(201, "{\"id\":\"c\",\"name\":\"y.txt\"}");
        var attachments = mailbox.attachments("m");

        assertThat(done(attachments.list()))
                .containsExactly(
                        new Attachment("a", "fileAttachment", "x.png", "image/png", 9, true, "cid1"),
                        new Attachment("b", "itemAttachment", "", null, 0, false, null));
        assertThat(done(attachments.content("a", 100)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("bytes");
        done(attachments.add(new Attachment.File("y.txt", "text/plain", new byte[] {1, 2}, false, null)));
        assertThat(json(server.lastAsked().body()).path("contentBytes").binaryValue())
                .containsExactly(1, 2);

        var large = new Attachment.File("z", "text/plain", new byte[3 * 1024 * 1024], false, null);
        assertThatThrownBy(() -> attachments.add(large)).hasMessageContaining("upload session");
    }

    @Test
    void subscriptionsAreMadeRenewedListedAndDeleted() {
        var json = "{\"id\":\"s\",\"resource\":\"r\",\"changeType\":\"created\",\"notificationUrl\":\"https://n/\","
                + "\"expirationDateTime\":\"2026-11-21T10:00:00.0000000Z\"}";
        var until = Instant.parse("2026-11-21T10:00:00Z");
        server.answer(201, json)
                .answer(200, json)
                .answer(200, "{\"value\":[" + json + "]}")
                .answer(204, "");
        var subscription = new Subscription("s", "r", "created", URI.create("https://n/"), until);

        assertThat(done(mailbox.subscriptions()
                        .create(new Subscription.Order(
                                "r", "created", URI.create("https://n/"), null, until, "secret"))))
                .isEqualTo(subscription);
        assertThat(json(server.lastAsked().body()).path("clientState").stringValue())
                .isEqualTo("secret");
        assertThat(done(mailbox.subscriptions().renew("s", until))).isEqualTo(subscription);
        assertThat(server.lastAsked().body()).isEqualTo("{\"expirationDateTime\":\"2026-11-21T10:00:00Z\"}");
        assertThat(done(mailbox.subscriptions().list())).containsExactly(subscription);
        done(mailbox.subscriptions().delete("s"));
        assertThat(server.lastAsked().method()).isEqualTo("DELETE");
    }

    static <T> T done(GraphReply<T> reply) {
        return switch (reply) {
            case GraphReply.Done<T>(var value) -> value;
            default -> throw new AssertionError("not done: " + reply);
        };
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
