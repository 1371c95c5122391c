package dev.latchkey.service.guide;

import dev.latchkey.service.http.OpenPath;
import dev.latchkey.service.http.PageLanguage;
import dev.latchkey.service.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** {@code /guide/{audience}}, in the reader's language or the one that the address asks for. */
@Controller
final class GuidePages {

    private static final CacheControl A_DAY = CacheControl.maxAge(Duration.ofDays(1));

    /** Whoever is asked to connect or to approve has no account yet. */
    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        OpenPath guide() {
            return new OpenPath("/guide/**", false);
        }
    }

    private final GuideText text;
    private final PageLanguage languages;
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    GuidePages(Settings settings, PageLanguage languages) {
        this.text = new GuideText(settings.branding());
        this.languages = languages;
    }

    @GetMapping("/guide")
    String guide() {
        return "redirect:/guide/" + Audience.USERS.word();
    }

    @GetMapping("/guide/{audience:[a-z]+}")
    String page(
            @PathVariable String audience,
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            Model model) {
        var reader = Audience.of(audience).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (language.equals("en") || language.equals("es")) {
            PageLanguage.choose(request, Locale.of(language));
        }
        var chosen = languages.resolveLocale(request).getLanguage().equals("es") ? "es" : "en";
        PageLanguage.choose(request, Locale.of(chosen));
        model.addAttribute("audience", reader.word())
                .addAttribute(
                        "audiences",
                        Arrays.stream(Audience.values()).map(Audience::word).toList())
                .addAttribute("language", chosen)
                .addAttribute("html", pages.computeIfAbsent(reader.word() + "." + chosen, this::html));
        return "guide/page";
    }

    @GetMapping("/guide/images/{name:[a-z-]+\\.png}")
    ResponseEntity<ClassPathResource> image(@PathVariable String name) {
        var image = new ClassPathResource("guide/images/" + name);
        if (!image.exists()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(A_DAY)
                .body(image);
    }

    private String html(String file) {
        try {
            return text.html(new ClassPathResource("guide/" + file + ".md").getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
