package dev.latchkey.sandbox.graph;

import java.util.List;
import java.util.stream.Stream;

/**
 * A route of the simulated Graph that takes a body, and one that it accepts with every property that the route reads.
 *
 * @param path below {@code /v1.0}; {@code {draft}}, {@code {received}}, {@code {folder}} and {@code {subscription}} stand for ids
 * @param body JSON; empty where the route takes none
 */
record GraphRoute(String method, String path, String body) {

    private static final String RECIPIENTS =
            "[{\"emailAddress\": {\"name\": \"Alex\", \"address\": \"alex@contoso.example\"}}]";

    private static final String ATTACHMENT = """
            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentType": "text/plain",
             "contentBytes": "eA==", "isInline": false, "contentId": "c1"}""";

    private static final String CONTENT = """
            "subject": "Walked", "importance": "low",
            "body": {"contentType": "text", "content": "Hello"},
            "toRecipients": %1$s, "ccRecipients": %1$s, "bccRecipients": %1$s, "replyTo": %1$s,
            "singleValueExtendedProperties": [
                {"id": "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Walked", "value": "x"}]
            """.formatted(RECIPIENTS);

    private static final String NEW = """
            "internetMessageHeaders": [{"name": "x-walked", "value": "x"}], "attachments": [%s], %s
            """.formatted(ATTACHMENT, CONTENT);

    private static final String MARKS = """
            "isRead": true, "categories": ["Red category"], "inferenceClassification": "other",
            "flag": {"flagStatus": "flagged",
                "startDateTime": {"dateTime": "2026-01-01T00:00:00", "timeZone": "UTC"},
                "dueDateTime": {"dateTime": "2026-01-02T00:00:00", "timeZone": "UTC"}}
            """;

    private static final String DRAFT =
            "{\"internetMessageId\": \"<walked@contoso.example>\", " + NEW + ", " + MARKS + "}";
    private static final String COMMENT = "{\"comment\": \"Look\", \"toRecipients\": " + RECIPIENTS + "}";
    private static final String ANSWER = "{\"message\": {" + NEW + "}}";
    private static final String DESTINATION = "{\"destinationId\": \"archive\"}";

    static final List<GraphRoute> WITH_BODY = Stream.concat(
                    Stream.of(
                            post("/$batch", """
                            {"requests": [
                                {"id": "1", "method": "GET", "url": "/me/messages?$top=1"},
                                {"id": "2", "method": "POST", "url": "/me/messages", "dependsOn": ["1"],
                                 "headers": {"Content-Type": "application/json"}, "body": {"subject": "In a batch"}}]}"""),
                            post("/me/sendMail", "{\"message\": {" + NEW + "}, \"saveToSentItems\": true}"),
                            post("/me/translateExchangeIds", """
                            {"inputIds": ["{draft}", "x"], "sourceIdType": "restId", "targetIdType": "ewsId"}"""),
                            post("/me/messages", DRAFT),
                            post("/me/mailFolders/{folder}/messages", DRAFT),
                            new GraphRoute("PATCH", "/me/messages/{draft}", "{" + CONTENT + ", " + MARKS + "}"),
                            new GraphRoute("PATCH", "/me/messages/{received}", "{" + MARKS + "}"),
                            post("/me/messages/{draft}/attachments", ATTACHMENT),
                            post("/me/messages/{draft}/attachments/createUploadSession", """
                            {"attachmentItem": {"attachmentType": "file", "name": "large.bin", "size": 3483322,
                                "contentType": "text/plain", "isInline": false, "contentId": "c2"}}"""),
                            post("/me/mailFolders", "{\"displayName\": \"{new}\"}"),
                            post("/me/mailFolders/{folder}/childFolders", "{\"displayName\": \"{new}\"}"),
                            new GraphRoute("PATCH", "/me/mailFolders/{folder}", "{\"displayName\": \"{new}\"}"),
                            post("/me/mailFolders/{folder}/move", DESTINATION),
                            post("/me/mailFolders/{folder}/copy", DESTINATION),
                            post("/subscriptions", """
                            {"changeType": "created,updated", "notificationUrl": "{receiver}",
                             "lifecycleNotificationUrl": "{receiver}",
                             "resource": "/me/mailFolders('{folder}')/messages?$filter=isRead eq false",
                             "expirationDateTime": "{soon}", "clientState": "secret", "includeResourceData": false}"""),
                            new GraphRoute(
                                    "PATCH", "/subscriptions/{subscription}", "{\"expirationDateTime\": \"{soon}\"}")),
                    Stream.of(
                                    "/move#" + DESTINATION,
                                    "/copy#" + DESTINATION,
                                    "/reply#" + COMMENT,
                                    "/replyAll#" + ANSWER,
                                    "/forward#" + COMMENT,
                                    "/createReply#" + ANSWER,
                                    "/createReplyAll#" + COMMENT,
                                    "/createForward#" + COMMENT)
                            .map(action -> action.split("#", 2))
                            .map(action -> post("/me/messages/{received}" + action[0], action[1])))
            .toList();

    /** Those without one. */
    static final List<GraphRoute> WITHOUT_BODY = List.of(
            new GraphRoute("GET", "/me", ""),
            new GraphRoute("GET", "/me/messages", ""),
            new GraphRoute("GET", "/me/messages/$count", ""),
            new GraphRoute("GET", "/me/messages/{draft}", ""),
            new GraphRoute("DELETE", "/me/messages/{draft}", ""),
            new GraphRoute("GET", "/me/messages/{draft}/$value", ""),
            new GraphRoute("GET", "/me/messages/{draft}/attachments", ""),
            new GraphRoute("GET", "/me/messages/{draft}/attachments/{attachment}", ""),
            new GraphRoute("GET", "/me/messages/{draft}/attachments/{attachment}/$value", ""),
            new GraphRoute("DELETE", "/me/messages/{draft}/attachments/{attachment}", ""),
            post("/me/messages/{draft}/permanentDelete", ""),
            new GraphRoute("GET", "/me/mailFolders", ""),
            new GraphRoute("GET", "/me/mailFolders/$count", ""),
            new GraphRoute("GET", "/me/mailFolders/delta", ""),
            new GraphRoute("GET", "/me/mailFolders/{folder}", ""),
            new GraphRoute("GET", "/me/mailFolders/{folder}/childFolders", ""),
            new GraphRoute("GET", "/me/mailFolders/{folder}/messages", ""),
            new GraphRoute("GET", "/me/mailFolders/{folder}/messages/$count", ""),
            new GraphRoute("GET", "/me/mailFolders/{folder}/messages/delta", ""),
            new GraphRoute("DELETE", "/me/mailFolders/{folder}", ""),
            post("/me/mailFolders/{folder}/permanentDelete", ""),
            new GraphRoute("GET", "/subscriptions", ""),
            new GraphRoute("GET", "/subscriptions/{subscription}", ""),
            post("/subscriptions/{subscription}/reauthorize", ""),
            new GraphRoute("DELETE", "/subscriptions/{subscription}", ""));

    private static GraphRoute post(String path, String body) {
        return new GraphRoute("POST", path, body);
    }
}
