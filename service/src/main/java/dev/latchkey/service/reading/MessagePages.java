package dev.latchkey.service.reading;

import dev.latchkey.microsoft.graph.Attachment;
import dev.latchkey.service.mailbox.MailboxReply;
import dev.latchkey.service.messages.StoredMessage;
import dev.latchkey.service.workspace.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What belongs to one message of the mailbox page: its body, its attachments, its marks. */
@Controller
@RequestMapping("/mailboxes/{id}/messages/{messageId}")
final class MessagePages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final OpenMailboxes open;
    private final Bodies bodies;
    private final BodyDocument document;
    private final Marking marking;

    MessagePages(OpenMailboxes open, Bodies bodies, BodyDocument document, Marking marking) {
        this.open = open;
        this.bodies = bodies;
        this.document = document;
        this.marking = marking;
    }

    @GetMapping("/body")
    ResponseEntity<byte[]> body(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @PathVariable String messageId,
            Locale reader) {
        var message = message(signedIn, id, messageId);
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", BodyDocument.POLICY)
                .body(document.of(bodies.open(message), reader).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/attachments")
    String attachments(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @PathVariable String messageId,
            Model model) {
        var message = message(signedIn, id, messageId);
        var reply = bodies.attachments(message);
        model.addAttribute("open", message)
                .addAttribute("unavailable", !(reply instanceof MailboxReply.Done<List<Attachment>>))
                .addAttribute(
                        "attachments",
                        reply instanceof MailboxReply.Done<List<Attachment>>(var all)
                                ? all.stream().filter(one -> !one.isInline()).toList()
                                : List.of());
        return "reading/attachments";
    }

    /** Always a download of unknown type: no attachment is ever shown by this origin. */
    @GetMapping("/attachments/{attachmentId}")
    ResponseEntity<byte[]> attachment(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @PathVariable String messageId,
            @PathVariable String attachmentId) {
        var message = message(signedIn, id, messageId);
        return switch (bodies.download(message, attachmentId)) {
            case MailboxReply.Done<Download>(var download) -> download.answer();
            case MailboxReply.Refused<Download> refused -> throw notFound();
            case MailboxReply<Download> other -> throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        };
    }

    @PostMapping("/read")
    ResponseEntity<Void> read(
            @AuthenticationPrincipal SignedIn signedIn,
            @PathVariable String id,
            @PathVariable String messageId,
            @RequestParam boolean value,
            @RequestHeader(name = "HX-Request", required = false) boolean fromScript) {
        marking.read(message(signedIn, id, messageId), value);
        return fromScript
                ? ResponseEntity.noContent().build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, "/mailboxes/" + id)
                        .build();
    }

    private StoredMessage message(SignedIn signedIn, String id, String messageId) {
        return open.forMember(signedIn, id)
                .flatMap(mailbox -> open.message(mailbox, messageId))
                .orElseThrow(MessagePages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
