package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.ConsentPrompt;
import dev.latchkey.sandbox.entra.ConsentRequests;
import dev.latchkey.sandbox.entra.ConsentRequests.ConsentRequest;
import dev.latchkey.sandbox.entra.ConsentRequests.Status;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.Permission;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Admin consent requests: who asks for what and why; approve and deny. */
public final class RequestPages implements HttpService {

    /** The list. */
    public record RequestList(Admin admin, List<RequestRow> requests) {}

    /** One request, with the names that its ids stand for. */
    public record RequestRow(
            ConsentRequest request, Application application, User requester, List<Permission> permissions) {

        public boolean open() {
            return request.status() == Status.IN_PROGRESS;
        }

        /** As the list has it. */
        public String status() {
            return switch (request.status()) {
                case IN_PROGRESS -> "In progress";
                case APPROVED -> "Approved";
                case DENIED -> "Denied";
                case EXPIRED -> "Expired";
            };
        }
    }

    private final AdminCenter adminCenter;
    private final Store store;
    private final Directory directory;
    private final ConsentRequests requests;
    private final Pages pages;

    public RequestPages(
            AdminCenter adminCenter, Store store, Directory directory, ConsentRequests requests, Pages pages) {
        this.adminCenter = adminCenter;
        this.store = store;
        this.directory = directory;
        this.requests = requests;
        this.pages = pages;
    }

    private interface OpenRequest {
        void handle(Admin admin, RequestRow row, ServerRequest request, ServerResponse response);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/entra/{tenant}/requests", adminCenter.guarded(this::list))
                .get("/entra/{tenant}/requests/{id}/approve", open(this::prompt))
                .post("/entra/{tenant}/requests/{id}/approve", open(this::approve))
                .post("/entra/{tenant}/requests/{id}/deny", open(this::deny));
    }

    private void list(Admin admin, ServerRequest request, ServerResponse response) {
        requests.expire();
        store.commit();
        var rows = requests.in(admin.tenant()).stream()
                .filter(each -> directory.user(each.requesterId()).isPresent())
                .map(this::row)
                .toList();
        pages.send(response, "admin/requests.jte", new RequestList(admin, rows));
    }

    private RequestRow row(ConsentRequest request) {
        return new RequestRow(
                request,
                directory.application(request.clientId()).orElseThrow(),
                directory.user(request.requesterId()).orElseThrow(),
                List.copyOf(Permission.ofNames(request.scopes())));
    }

    /** A request that was answered already leads back to the list. */
    private Handler open(OpenRequest page) {
        return adminCenter.guarded((admin, request, response) -> {
            var found = requests.find(
                            admin.tenant(), request.path().pathParameters().get("id"))
                    .map(this::row)
                    .filter(RequestRow::open);
            if (found.isPresent()) {
                page.handle(admin, found.get(), request, response);
            } else {
                toList(admin, response);
            }
        });
    }

    private void prompt(Admin admin, RequestRow row, ServerRequest request, ServerResponse response) {
        pages.send(
                response,
                "entra/consent.jte",
                new ConsentPrompt(
                        request.path().path(),
                        "",
                        admin.user(),
                        admin.tenant(),
                        row.application(),
                        row.permissions(),
                        true,
                        false));
    }

    private void approve(Admin admin, RequestRow row, ServerRequest request, ServerResponse response) {
        if (Fields.ofForm(request).get("answer", "").equals("accept")) {
            requests.approve(row.request(), admin.tenant(), row.application(), admin.user());
            store.commit();
        }
        toList(admin, response);
    }

    private void deny(Admin admin, RequestRow row, ServerRequest request, ServerResponse response) {
        requests.deny(row.request());
        store.commit();
        toList(admin, response);
    }

    private static void toList(Admin admin, ServerResponse response) {
        AdminCenter.redirect(response, "/entra/" + admin.tenant().domain() + "/requests");
    }
}
