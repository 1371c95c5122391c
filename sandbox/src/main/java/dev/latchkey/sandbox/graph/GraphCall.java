package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One authenticated request.
 *
 * @param root where Graph answers, up to and with {@code /v1.0}
 * @param address the path of the request as it was written, after the root
 * @param prefer the values of all {@code Prefer} headers, in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record GraphCall(
        Caller caller,
        String method,
        String root,
        String address,
        GraphQuery query,
        List<String> prefer,
        String contentType,
        byte[] body) {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    /** The values of {@code Prefer} headers, in lower case. */
    static List<String> preferences(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split("[,;]", -1)))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean is(String wanted) {
        return method.equals(wanted);
    }

    /** Refuses the call unless its token has one of the scopes. */
    void needs(String... scopes) {
        for (var scope : scopes) {
            if (caller.scopes().contains(scope)) {
                return;
            }
        }
        throw GraphProblem.accessDenied();
    }

    /** The token lets one see no more of mail than {@code Mail.ReadBasic} does. */
    boolean basicOnly() {
        return !caller.scopes().contains("Mail.Read") && !caller.scopes().contains("Mail.ReadWrite");
    }

    boolean immutableIds() {
        return prefer.contains("idtype=\"immutableid\"") || prefer.contains("idtype=immutableid");
    }

    /** See https://learn.microsoft.com/graph/outlook-create-send-messages, "Reading messages with control over the body format". */
    View.Bodies bodies() {
        if (bodyType("text")) {
            return View.Bodies.TEXT;
        }
        return prefer.contains("outlook.allow-unsafe-html") ? View.Bodies.HTML : View.Bodies.SAFE_HTML;
    }

    /** The preferences that were met, as {@code Preference-Applied} names them (RFC 7240 §3). */
    String appliedPreferences() {
        var applied = new ArrayList<String>();
        if (immutableIds()) {
            applied.add("IdType=\"ImmutableId\"");
        }
        for (var type : List.of("text", "html")) {
            if (bodyType(type)) {
                applied.add("outlook.body-content-type=\"" + type + "\"");
            }
        }
        return String.join(", ", applied);
    }

    private boolean bodyType(String type) {
        return prefer.contains("outlook.body-content-type=\"" + type + "\"")
                || prefer.contains("outlook.body-content-type=" + type);
    }

    OptionalInt maxPageSize() {
        return prefer.stream()
                .filter(value -> value.matches("odata\\.maxpagesize=\\d{1,6}"))
                .mapToInt(value -> Integer.parseInt(value.substring(value.indexOf('=') + 1)))
                .findFirst();
    }

    /** The body is a MIME message in base64. */
    boolean hasMime() {
        return contentType.toLowerCase(Locale.ROOT).startsWith("text/plain");
    }

    byte[] mime() {
        try {
            var bytes = Base64.getMimeDecoder().decode(strict(new String(body, StandardCharsets.US_ASCII)));
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw invalidBase64();
        }
        throw invalidBase64();
    }

    /** The body as a JSON object; an absent one is empty. */
    ObjectNode json() {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        if (contentType.isBlank()) {
            throw GraphProblem.badRequest(
                    "Write requests (excluding DELETE) must contain the Content-Type header declaration.");
        }
        if (!contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new GraphProblem(
                    415,
                    "RequestBodyRead",
                    "A supported MIME type could not be found that matches the content type of the request."
                            + " The supported type is 'application/json'.");
        }
        try {
            JsonNode read = JSON.readTree(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    /** Scheme, host and port by which the caller knows the sandbox. */
    String origin() {
        return root.substring(0, root.length() - Batch.VERSION.length());
    }

    /** The address of another page of the same list. */
    String link(String option, String value) {
        return root + address + "?" + query.with(option, value);
    }

    private static String strict(String base64) {
        if (!base64.matches("[A-Za-z0-9+/=\\s]*")) {
            throw invalidBase64();
        }
        return base64;
    }

    private static GraphProblem invalidBase64() {
        return new GraphProblem(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
    }

    private static GraphProblem unreadable() {
        return GraphProblem.badRequest(
                "Unable to read JSON request payload. Please ensure Content-Type header is set and"
                        + " payload is of valid JSON format.");
    }
}
