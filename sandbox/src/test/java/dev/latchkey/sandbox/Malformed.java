package dev.latchkey.sandbox;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/** JSON, ids and MIME as no client should send them. */
public final class Malformed {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** To stand in the place of any value. */
    public static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "7.5",
            "1e400",
            "99999999999999999999999",
            "\"\"",
            "\"text\"",
            "\"a\\u0000b\\r\\nBcc: c@d\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(40_000) + "\"",
            "[]",
            "[null]",
            "[[]]",
            "[{}]",
            "[7]",
            "{}",
            "{\"a\": 1}",
            "[".repeat(60) + "]".repeat(60));

    /** What is no id of anything, as a part of a path. */
    public static final List<String> IDS = List.of(
            "x",
            "x".repeat(8_000),
            "%20",
            "..%2F..",
            "%00",
            "%0d%0aX-Evil:%201",
            "%ff%fe",
            "AAMkAA==",
            "')",
            "%F0%9F%92%A3",
            "null",
            "-1");

    /** What is no MIME, or hardly. */
    public static final List<String> MIMES = List.of(
            "x",
            "\u0000\u0001\u0002",
            ":\r\n\r\n",
            "Content-Type: multipart/mixed\r\n\r\nno boundary",
            "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n----",
            "Content-Type: text/plain; charset=nonsense\r\n\r\nx",
            "Content-Type: nonsense\r\nContent-Transfer-Encoding: nonsense\r\n\r\nx",
            "Content-Transfer-Encoding: base64\r\n\r\n%%%",
            "Subject: =?utf-8?B?%%%?= =?x?y?z?=\r\nFrom: <<>>\r\nTo: ,,;@\r\nDate: yesterday\r\nMessage-ID: <\r\n\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                    + "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(500),
            "Content-Type: message/rfc822\r\n\r\n".repeat(200) + "x",
            "To: " + "a@b.example, ".repeat(2_000) + "\r\n\r\nx",
            "X: " + "y".repeat(200_000) + "\r\n\r\nz");

    /** What is no JSON object. */
    public static final List<String> BODIES = List.of(
            "{",
            "}",
            "{}{}",
            "{} x",
            "[]",
            "null",
            "7",
            "\"text\"",
            "{\"a\": }",
            "{\"a\": 01}",
            "{'a': 1}",
            "{\"a\": \"\\x\"}",
            "{\"a\": NaN}",
            "\u0000\u0001",
            " ",
            "{\"a\":".repeat(5_000),
            "[".repeat(100_000),
            "{\"" + "n".repeat(100_000) + "\": 1}}",
            "{\"a\": " + "9".repeat(5_000) + "}");

    private Malformed() {}

    /** Where each value of the document stands (RFC 6901); of an array, its first. */
    public static List<String> pointers(String document) {
        return pointers(JSON.readTree(document), "");
    }

    /** The document with that value there, as it is written: a tree would not keep all of it. */
    public static String replaced(String document, String pointer, String value) {
        var root = JSON.readTree(document);
        var slash = pointer.lastIndexOf('/');
        var last = pointer.substring(slash + 1);
        switch (root.at(pointer.substring(0, slash))) {
            case ObjectNode object -> object.put(last, "HERE");
            case ArrayNode array -> array.set(Integer.parseInt(last), "HERE");
            case JsonNode other -> throw new IllegalArgumentException(pointer + " of " + other);
        }
        return root.toString().replace("\"HERE\"", value);
    }

    /** The value is of another kind than the one there, such as a number in the place of a text; null is of each. */
    public static boolean otherKind(String document, String pointer, String value) {
        var kind = JSON.readTree(value).getNodeType();
        return kind != JsonNodeType.NULL
                && kind != JSON.readTree(document).at(pointer).getNodeType();
    }

    private static List<String> pointers(JsonNode node, String at) {
        var pointers = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                pointers.add(at + "/" + property.getKey());
                pointers.addAll(pointers(property.getValue(), at + "/" + property.getKey()));
            });
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            pointers.add(at + "/0");
            pointers.addAll(pointers(array.get(0), at + "/0"));
        }
        return pointers;
    }
}
