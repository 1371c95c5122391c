package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What each route answers, well or with an error, has the form that Microsoft's description of Graph v1.0 gives it. That
 * description (OpenAPI 3.0) is no part of this repository: {@code LATCHKEY_GRAPH_OPENAPI} names the file. Skipped without.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    /** What the description is called here. */
    private static final String NAME = "https://graph.microsoft.com/v1.0/openapi.json";

    private record Case(String method, String path, String body) {}

    /** Where the description is not what Microsoft's service does: what of a problem's text, and why it is let pass. */
    private static final Map<String, String> DEVIATIONS = Map.of(
            "/error/innerError/date does not match",
            "Graph writes this time without an offset (graph/json-batching, its examples)",
            "GET /me/messages/{draft}/attachments/{attachment}/$value is not described",
            "graph/api/attachment-get documents it");

    private static final List<String> FURTHER = List.of(
            "/me/messages?$select=subject,from&$top=2",
            "/me/messages?$expand=attachments&$count=true",
            "/me/messages?$select=internetMessageHeaders,uniqueBody",
            "/me/messages/{draft}?$expand=singleValueExtendedProperties($filter=id%20eq%20'String%200x1A')",
            "/me/messages/{received}?$select=internetMessageHeaders",
            "/me/messages/{received}?$expand=attachments",
            "/me/mailFolders/inbox/messages?$search=%22Received%22",
            "/me/mailFolders/inbox/messages/delta?$select=subject",
            "/me/mailFolders?includeHiddenFolders=true&$top=100");

    /** Refused. */
    private static final List<String> WRONG = List.of(
            "/me/messages/x",
            "/me/messages?$top=0",
            "/me/mailFolders/x",
            "/subscriptions/x",
            "/me/messages/{draft}/attachments/x");

    private Sandbox sandbox;
    private GraphWalk walk;
    private MailApp adele;
    private JsonNode description;
    private SchemaRegistry schemas;

    @BeforeAll
    void start() throws Exception {
        var found = Stream.of(
                        System.getenv("LATCHKEY_GRAPH_OPENAPI"),
                        "../../../shared/reference/graph-mail-openapi.yaml",
                        "../../shared/reference/graph-mail-openapi.yaml")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst();
        assumeTrue(found.isPresent(), "LATCHKEY_GRAPH_OPENAPI names no file, so no answer was held against it");
        description = new YAMLMapper().readTree(Files.readAllBytes(found.get()));
        schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(NAME, description.toString())));
        sandbox = Sandbox.start(SandboxOptions.forTests());
        adele = MailApp.of(sandbox, "adele@contoso.example");
        walk = new GraphWalk(sandbox, adele);
    }

    @AfterAll
    void end() {
        if (sandbox != null) {
            walk.close();
            sandbox.close();
        }
    }

    @Test
    void everyAnswerHasItsForm() {
        var problems = new TreeSet<String>();
        var checked = 0;
        for (var each : cases()) {
            walk.forget();
            var type = each.body().isEmpty() ? "" : "application/json";
            var body = walk.real(each.body()).getBytes(StandardCharsets.UTF_8);
            var answer = adele.call(each.method(), walk.real(each.path()), type, body);
            var operation = operation(each);
            if (operation.isEmpty()) {
                problems.add(each.method() + " " + each.path() + " is not described");
            } else {
                checked++;
                problems.addAll(problems(each, operation, answer));
            }
        }
        assertThat(checked).isGreaterThan(60);
        assertThat(problems)
                .filteredOn(problem -> DEVIATIONS.keySet().stream().noneMatch(problem::contains))
                .isEmpty();
        assertThat(DEVIATIONS.keySet())
                .as("deviations that are none any more")
                .allMatch(deviation -> problems.stream().anyMatch(problem -> problem.contains(deviation)));
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        Stream.concat(GraphRoute.WITH_BODY.stream(), GraphRoute.WITHOUT_BODY.stream())
                .forEach(route -> cases.add(new Case(route.method(), route.path(), route.body())));
        FURTHER.forEach(path -> cases.add(new Case("GET", path, "")));
        WRONG.forEach(path -> cases.add(new Case("GET", path, "")));
        GraphRoute.WITH_BODY.forEach(route -> cases.add(new Case(route.method(), route.path(), "{\"none\": ")));
        return cases;
    }

    /** Where the description tells of the call, as a JSON pointer; empty where it does not. */
    private String operation(Case each) {
        var path = each.path().replaceAll("\\?.*", "");
        for (var template : (Iterable<String>) description.path("paths").propertyNames()) {
            var pattern = Pattern.quote(template).replaceAll("\\{[^}]+}", "\\\\E[^/\\$]+\\\\Q");
            if ((path.matches(pattern) || (path + "()").matches(pattern))
                    && !description
                            .path("paths")
                            .path(template)
                            .path(each.method().toLowerCase(Locale.ROOT))
                            .isMissingNode()) {
                return "/paths/" + template.replace("~", "~0").replace("/", "~1") + "/"
                        + each.method().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private Set<String> problems(Case each, String operation, MailApp.Reply answer) {
        var called = each.method() + " " + each.path() + " -> " + answer.status();
        var responses = description.at(operation + "/responses");
        var key = Stream.of(String.valueOf(answer.status()), answer.status() / 100 + "XX")
                .filter(responses::has)
                .findFirst();
        if (key.isEmpty()) {
            return Set.of(called + " is not among " + String.join(", ", responses.propertyNames()));
        }
        var response = operation + "/responses/" + key.get();
        var reference = description.at(response + "/$ref").asString("");
        var content = (reference.isEmpty() ? response : reference.substring(1)) + "/content";
        if (!description.at(content).has("application/json") || answer.text().isEmpty()) {
            return Set.of();
        }
        var schema = schemas.getSchema(SchemaLocation.of(
                NAME + "#" + content.replace("{", "%7B").replace("}", "%7D") + "/application~1json/schema"));
        var problems = new TreeSet<String>();
        schema.validate(answer.json())
                .forEach(error -> problems.add(called + " " + error.getInstanceLocation() + " " + error.getMessage()));
        return problems;
    }
}
