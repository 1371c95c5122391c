package dev.latchkey.service.incoming;

import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.http.OpenPath;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Microsoft posts change and lifecycle notifications. Whoever is slow here is punished: the answer comes as soon as
 * the hint is stored.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Notifications by webhook</a>
 */
@RestController
final class NotificationEndpoint {

    private static final String PATH = "/notifications/microsoft";
    private static final int LONGEST_TOKEN = 4_096;
    private static final int LARGEST_BODY = 1024 * 1024;

    private final Hints hints;

    NotificationEndpoint(Hints hints) {
        this.hints = hints;
    }

    /** The handshake wants its token back as it came; as plain text, so that no browser takes it for a page. */
    @PostMapping(path = PATH, params = "validationToken")
    ResponseEntity<byte[]> validate(@RequestParam String validationToken) {
        if (validationToken.length() > LONGEST_TOKEN) {
            throw ApiProblem.of(HttpStatus.BAD_REQUEST, "malformed_notification", "The validation token is too long.");
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header("X-Content-Type-Options", "nosniff")
                .body(validationToken.getBytes(StandardCharsets.UTF_8));
    }

    /** 202 whether or not anything in it is known here: a stranger learns nothing. */
    @PostMapping(path = PATH, params = "!validationToken")
    ResponseEntity<Void> notified(HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw ApiProblem.of(HttpStatus.CONTENT_TOO_LARGE, "too_large", "Notifications are at most 1 MB.");
        }
        hints.take(Notice.parse(body)
                .orElseThrow(() -> ApiProblem.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed_notification",
                        "The body is not a collection of change notifications.")));
        return ResponseEntity.accepted().build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        OpenPath notificationsFromMicrosoft() {
            return new OpenPath(PATH, true);
        }
    }
}
