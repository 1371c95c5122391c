package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.ApplicationPages.ApplicationList;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Grants;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** The pages of one application, for an administrator of a tenant that knows it; elsewhere the list without it. */
public final class KnownApplications {

    /** Where such a page is, the application's name in {@code application}. */
    static final String PATH = "/entra/{tenant}/applications/{application}";

    private final AdminCenter adminCenter;
    private final Directory directory;
    private final Grants grants;
    private final Pages pages;

    public KnownApplications(AdminCenter adminCenter, Directory directory, Grants grants, Pages pages) {
        this.adminCenter = adminCenter;
        this.directory = directory;
        this.grants = grants;
        this.pages = pages;
    }

    /** What stands on such a page, or happens there. */
    interface Page {
        void handle(EnterpriseApplication of, ServerRequest request, ServerResponse response);
    }

    Handler page(Page page) {
        return adminCenter.guarded((admin, request, response) -> {
            var id = request.path().pathParameters().get("application");
            var application = directory.application(id).filter(each -> grants.knows(admin.tenant(), each));
            if (application.isPresent()) {
                page.handle(new EnterpriseApplication(admin, application.get()), request, response);
            } else {
                var none = new ApplicationList(admin, id, List.of());
                pages.send(response, Status.NOT_FOUND_404, "admin/applications.jte", none);
            }
        });
    }
}
