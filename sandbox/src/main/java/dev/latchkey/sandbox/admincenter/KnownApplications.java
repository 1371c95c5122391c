package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Grants;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** The pages of one application, for an administrator of a tenant that knows it. */
public final class KnownApplications {

    /** Where such a page is, the application's name in {@code application}. */
    static final String PATH = "/entra/{tenant}/applications/{application}";

    private final AdminCenter adminCenter;
    private final Directory directory;
    private final Grants grants;

    public KnownApplications(AdminCenter adminCenter, Directory directory, Grants grants) {
        this.adminCenter = adminCenter;
        this.directory = directory;
        this.grants = grants;
    }

    /** What stands on such a page, or happens there. */
    interface Page {
        void handle(EnterpriseApplication of, ServerRequest request, ServerResponse response);
    }

    Handler page(Page page) {
        return adminCenter.guarded((admin, request, response) -> {
            var application = directory
                    .application(request.path().pathParameters().get("application"))
                    .filter(each -> grants.knows(admin.tenant(), each));
            if (application.isPresent()) {
                page.handle(new EnterpriseApplication(admin, application.get()), request, response);
            } else {
                response.status(Status.NOT_FOUND_404).send("There is no such application in this tenant.");
            }
        });
    }
}
