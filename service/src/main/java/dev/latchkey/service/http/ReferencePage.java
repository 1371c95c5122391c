package dev.latchkey.service.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns the OpenAPI document into what the reference page shows. */
record ReferencePage(JsonNode document) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** A group of operations, by their tag. */
    record Part(String anchor, String title, List<List<Span>> text, List<Operation> operations) {}

    record Operation(
            String anchor,
            String method,
            String path,
            String summary,
            List<List<Span>> text,
            List<Field> parameters,
            @Nullable Kind body,
            List<Answer> answers) {}

    record Answer(String status, String text, @Nullable Kind kind) {}

    record ObjectKind(String name, List<List<Span>> text, List<Field> fields, List<String> values) {}

    /** {@code where} is query, path or header of a parameter, and empty of a field. */
    record Field(String name, String where, Kind kind, boolean required, List<List<Span>> text) {}

    /** A type in words, and the object that it names, if any. */
    record Kind(String text, @Nullable String object) {}

    /** A stretch of text, as code where backticks were around it. */
    record Span(String text, boolean code) {}

    List<List<Span>> intro() {
        return prose(document.at("/info/description"));
    }

    List<Part> parts() {
        return document.get("tags").valueStream().map(this::part).toList();
    }

    List<ObjectKind> objects() {
        return document.at("/components/schemas")
                .propertyStream()
                .map(schema -> new ObjectKind(
                        schema.getKey(),
                        prose(schema.getValue().path("description")),
                        fields(schema.getValue()),
                        strings(schema.getValue().path("enum"))))
                .toList();
    }

    private Part part(JsonNode tag) {
        var name = tag.get("name").asString();
        var operations = Stream.concat(
                        document.get("paths").propertyStream(),
                        document.get("webhooks").propertyStream())
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .filter(entry ->
                                entry.getValue().get("tags").get(0).asString().equals(name))
                        .map(entry -> operation(path.getKey(), entry)))
                .toList();
        return new Part(name.toLowerCase(Locale.ROOT), name, prose(tag.path("description")), operations);
    }

    private Operation operation(String path, Map.Entry<String, JsonNode> entry) {
        var operation = entry.getValue();
        var body = resolve(operation.path("requestBody")).path("content");
        return new Operation(
                operation.get("operationId").asString(),
                entry.getKey().toUpperCase(Locale.ROOT),
                path,
                operation.get("summary").asString(),
                prose(operation.path("description")),
                operation
                        .path("parameters")
                        .valueStream()
                        .map(this::resolve)
                        .map(parameter -> field(
                                parameter.get("name").asString(),
                                parameter.get("in").asString(),
                                parameter,
                                parameter.path("required").asBoolean(false)))
                        .toList(),
                content(body),
                operation.get("responses").propertyStream().map(this::answer).toList());
    }

    private Answer answer(Map.Entry<String, JsonNode> entry) {
        var response = resolve(entry.getValue());
        return new Answer(
                entry.getKey().equals("default") ? "4xx, 5xx" : entry.getKey(),
                response.get("description").asString(),
                content(response.path("content")));
    }

    private @Nullable Kind content(JsonNode content) {
        return content.valueStream()
                .findFirst()
                .map(type -> kind(type.path("schema")))
                .orElse(null);
    }

    private Field field(String name, String where, JsonNode node, boolean required) {
        var schema = node.has("schema") ? node.get("schema") : node;
        return new Field(name, where, kind(schema), required, prose(node.path("description")));
    }

    private List<Field> fields(JsonNode schema) {
        var fields = new ArrayList<Field>();
        schema.path("allOf").valueStream().map(this::resolve).forEach(part -> fields.addAll(fields(part)));
        var required = strings(schema.path("required"));
        schema.path("properties")
                .propertyStream()
                .map(property ->
                        field(property.getKey(), "", property.getValue(), required.contains(property.getKey())))
                .forEach(fields::add);
        return fields;
    }

    private Kind kind(JsonNode schema) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asString().replaceFirst(".*/", "");
            return new Kind(name, name);
        }
        if (schema.has("allOf")) {
            return listOf(schema);
        }
        if (schema.has("items")) {
            var item = kind(schema.get("items"));
            return new Kind("list of " + item.text(), item.object());
        }
        if (schema.has("enum")) {
            return new Kind(String.join(", ", strings(schema.get("enum"))), null);
        }
        var type = schema.path("type");
        var words = type.isArray() ? String.join(" or ", strings(type)) : type.asString("object");
        return new Kind(schema.path("format").asString("").equals("date-time") ? "time" : words, null);
    }

    /** A page of a list: the shape of all pages, and what its data holds. */
    private Kind listOf(JsonNode schema) {
        return schema.get("allOf")
                .valueStream()
                .map(part -> part.at("/properties/data"))
                .filter(data -> data.has("items"))
                .findFirst()
                .map(this::kind)
                .orElse(new Kind("object", null));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static List<String> strings(JsonNode values) {
        return values.valueStream().map(value -> value.asString()).toList();
    }

    /** Paragraphs, their lines joined. */
    private static List<List<Span>> prose(JsonNode text) {
        if (text.isMissingNode()) {
            return List.of();
        }
        return Stream.of(text.asString().strip().split("\n\\s*\n"))
                .map(paragraph -> paragraph.lines().collect(Collectors.joining(" ")))
                .map(ReferencePage::spans)
                .toList();
    }

    private static List<Span> spans(String paragraph) {
        var spans = new ArrayList<Span>();
        var pieces = List.of(paragraph.split("`", -1));
        for (var i = 0; i < pieces.size(); i++) {
            spans.add(new Span(pieces.get(i), i % 2 == 1));
        }
        return spans;
    }
}
