package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows a step: its page, or the way back to the application. */
final class StepPages {

    private final Store store;
    private final Pages pages;

    StepPages(Store store, Pages pages) {
        this.store = store;
        this.pages = pages;
    }

    void show(ServerResponse response, Step step) {
        store.commit();
        switch (step) {
            case Step.AskAddress page -> pages.send(response, "entra/address.jte", page);
            case Step.AskPassword page -> pages.send(response, "entra/password.jte", page);
            case Step.AskMfa page -> pages.send(response, "entra/mfa.jte", page);
            case Step.AskNewPassword page -> pages.send(response, "entra/newPassword.jte", page);
            case Step.PickAccount page -> pages.send(response, "entra/account.jte", page);
            case Step.AskConsent(var prompt) -> pages.send(response, "entra/consent.jte", prompt);
            case Step.AskApproval page -> pages.send(response, "entra/approval.jte", page);
            case Step.NeedAdministrator page -> pages.send(response, "entra/needAdmin.jte", page);
            case Step.RequestSent page -> pages.send(response, "entra/requestSent.jte", page);
            // errors on a page of Microsoft's come with HTTP 200
            case Step.DeadEnd page -> pages.send(response, "entra/deadEnd.jte", page);
            case Step.Declined page -> pages.send(response, "entra/declined.jte", page);
            case Step.Nothing page -> pages.send(response, "entra/nothing.jte", page);
            case Step.SignedOut page -> pages.send(response, "entra/signedOut.jte", page);
            case Step.Reply reply -> reply(response, reply);
            case Step.GoOn(var path) -> redirect(response, path);
        }
    }

    private void reply(ServerResponse response, Step.Reply reply) {
        switch (reply.mode()) {
            case QUERY -> redirect(response, join(reply.redirectUri(), reply.fields()));
            case FRAGMENT -> redirect(response, reply.redirectUri() + "#" + encode(reply.fields()));
            case FORM_POST -> pages.send(response, "entra/formPost.jte", reply);
        }
    }

    private static String join(String uri, Map<String, String> fields) {
        return uri + (uri.contains("?") ? "&" : "?") + encode(fields);
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void redirect(ServerResponse response, String location) {
        response.status(Status.FOUND_302)
                .header(HeaderNames.LOCATION, location)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send();
    }
}
