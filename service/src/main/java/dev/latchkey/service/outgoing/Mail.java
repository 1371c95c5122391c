package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Body;
import dev.latchkey.microsoft.graph.OutgoingDraft;
import dev.latchkey.microsoft.graph.Recipient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be sent, checked; attachments without their content. */
record Mail(
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        String subject,
        @Nullable String text,
        @Nullable String html,
        List<FileName> attachments) {

    /** An attachment, as lists show it. */
    record FileName(String name, String contentType, int size) {}

    /** Graph takes one body: the HTML where there is one. */
    Body body() {
        return html == null ? Body.text(text == null ? "" : text) : Body.html(html);
    }

    OutgoingDraft draft(String marker) {
        return new OutgoingDraft(
                recipients(to), recipients(cc), recipients(bcc), recipients(replyTo), subject, body(), null, marker);
    }

    static List<Recipient> recipients(List<Address> addresses) {
        return addresses.stream().map(Address::recipient).toList();
    }
}
