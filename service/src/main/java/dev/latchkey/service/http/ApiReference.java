package dev.latchkey.service.http;

import dev.latchkey.service.db.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** The API's own description: OpenAPI 3.1 for programs, and a page made of the same document for people. */
@Controller
final class ApiReference {

    /** Both are for everybody: a developer reads them before there is an account. */
    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        OpenPath openApiDocument() {
            return new OpenPath("/openapi.json", false);
        }

        @Bean
        OpenPath openApiPage() {
            return new OpenPath("/docs", false);
        }
    }

    private volatile @Nullable JsonNode document;

    @GetMapping("/openapi.json")
    ResponseEntity<String> json() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.write(document()));
    }

    @GetMapping("/docs")
    String page(Model model) {
        var pages = new ReferencePage(document());
        model.addAttribute("intro", pages.intro())
                .addAttribute("parts", pages.parts())
                .addAttribute("objects", pages.objects());
        return "reference";
    }

    /** Read when it is asked for, so that it costs the start nothing; read twice at worst. */
    private JsonNode document() {
        var known = document;
        if (known != null) {
            return known;
        }
        try (var file = new ClassPathResource("openapi.yaml").getInputStream()) {
            Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            JsonNode read = Json.MAPPER.valueToTree(tree);
            document = read;
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
