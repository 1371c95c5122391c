package dev.latchkey.service.reading;

import dev.latchkey.service.reading.Live.Topic;
import dev.latchkey.service.workspace.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Server-sent events of a mailbox page. The request keeps its virtual thread; after a while it ends and the browser comes
 * again, with whatever rights it then has.
 */
@Controller
final class LiveEndpoint {

    private static final int HEARTBEAT_SECONDS = 15;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final OpenMailboxes open;
    private final Live live;

    LiveEndpoint(OpenMailboxes open, Live live) {
        this.open = open;
        this.live = live;
    }

    @GetMapping("/mailboxes/{id}/live")
    void listen(@AuthenticationPrincipal SignedIn signedIn, @PathVariable String id, HttpServletResponse response)
            throws IOException {
        var mailbox = open.forMember(signedIn, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        try (var listener = live.listen(new Topic(mailbox.workspace(), mailbox.id()))) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader("X-Accel-Buffering", "no");
            var end = System.nanoTime() + LONGEST.toNanos();
            var there = wrote(response, "retry: 2000\n\n");
            while (there && !listener.closing() && System.nanoTime() < end) {
                there = wrote(response, listener.changed(HEARTBEAT_SECONDS) ? "data: changed\n\n" : ": still here\n\n");
            }
        } catch (Live.TooManyListeners e) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once the page has been closed. */
    private static boolean wrote(HttpServletResponse response, String text) {
        try {
            response.getWriter().write(text);
            response.flushBuffer();
            return !response.getWriter().checkError();
        } catch (IOException e) {
            return false;
        }
    }
}
