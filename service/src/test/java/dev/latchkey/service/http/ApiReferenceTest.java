package dev.latchkey.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.events.EventType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class ApiReferenceTest {

    private final RunningService service = RunningService.shared();
    private final JsonNode document = Json.MAPPER.readTree(get("/openapi.json").body());

    @Test
    void theDocumentHasEveryRouteAndNoOther() {
        assertThat(documented()).isEqualTo(routes());
    }

    @Test
    void theDocumentIsOpenApi31AndItsReferencesLeadSomewhere() {
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyOperationHasItsNameItsTagAndTheParametersOfItsPath() {
        var tags = document.get("tags").findValuesAsString("name");
        operations().forEach(operation -> {
            assertThat(tags).contains(operation.node().get("tags").get(0).asString());
            assertThat(operation.node().has("summary")).as(operation.name()).isTrue();
            assertThat(parameters(operation.node(), "path"))
                    .as(operation.name())
                    .isEqualTo(named(operation.path()));
        });
        assertThat(operations()
                        .map(operation -> operation.node().get("operationId").asString()))
                .doesNotHaveDuplicates();
    }

    /** What each object is in the code; Jackson writes its components in snake_case. */
    @ParameterizedTest
    @CsvSource({
        "NewConnectLink, connect.ConnectApi$NewLink",
        "ConnectLink, connect.ConnectApi$LinkView",
        "FinishConnectLink, connect.ConnectApi$Finish",
        "Mailbox, connect.MailboxViews$View",
        "ReconnectLink, connect.MailboxApi$ReconnectLink",
        "Disconnected, connect.MailboxApi$Disconnected",
        "Address, outgoing.Address",
        "NewMessage, outgoing.SendRequest",
        "Outgoing, outgoing.OutgoingView",
        "Folder, reading.FolderFacts",
        "Message, messages.MessageFacts",
        "MessageChange, reading.MarkRequest",
        "Attachment, reading.AttachmentFacts",
        "Diagnosis, diagnosis.Diagnosis",
        "Page, http.Page",
        "Event, webhooks.Envelope",
        "Replay, webhooks.EventApi$Replay",
        "WebhookEndpointChange, webhooks.EndpointApi$Request",
        "WebhookEndpoint, webhooks.Endpoint",
        "Delivery, webhooks.Delivery",
    })
    void anObjectHasTheFieldsOfItsRecord(String object, String name) throws ClassNotFoundException {
        var components = Class.forName("dev.latchkey.service." + name).getRecordComponents();
        assertThat(document.at("/components/schemas/" + object + "/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.of(components)
                        .map(component ->
                                component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void theDocumentKnowsEveryEventType() {
        assertThat(document.at("/components/schemas/EventType/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(EventType.wireNames());
    }

    @Test
    void thePageShowsEveryOperationWithoutSignInAndWithoutOutsideParts() {
        var page = get("/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        operations()
                .forEach(operation -> assertThat(page.body())
                        .contains("id=\"" + operation.node().get("operationId").asString() + "\""));
        assertThat(page.body()).doesNotContain("src=\"http", "href=\"http", "<style");
    }

    private record Operation(String path, String method, JsonNode node) {

        String name() {
            return method + " " + path.replaceAll("\\{[^}]*}", "{}");
        }
    }

    private Stream<Operation> operations() {
        return document.get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(entry -> new Operation(
                                path.getKey(), entry.getKey().toUpperCase(Locale.ROOT), entry.getValue())));
    }

    private Set<String> documented() {
        return operations().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> routes() {
        var routes = new TreeSet<String>();
        Objects.requireNonNull(service.bean(DispatcherServlet.class).getHandlerMappings()).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/v1"))
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + pattern.replaceAll("\\{[^}]*}", "{}")))));
        return routes;
    }

    private Set<String> parameters(JsonNode operation, String where) {
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.has("$ref")
                        ? document.at(parameter.get("$ref").asString().substring(1))
                        : parameter)
                .filter(parameter -> parameter.get("in").asString().equals(where))
                .map(parameter -> parameter.get("name").asString())
                .collect(Collectors.toSet());
    }

    private static Set<String> named(String path) {
        return Stream.of(path.split("/"))
                .filter(step -> step.startsWith("{"))
                .map(step -> step.substring(1, step.length() - 1))
                .collect(Collectors.toSet());
    }

    private HttpResponse<String> get(String path) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(service.at(path)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
