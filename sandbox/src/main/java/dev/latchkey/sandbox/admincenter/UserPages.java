package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Users: block and unblock sign-in, revoke sessions, reset the password, delete; and what in life is the user's own
 * doing, such as having a managed device.
 */
public final class UserPages implements HttpService {

    /** The list. */
    public record UserList(Admin admin, List<User> users) {}

    /** One user. */
    public record UserPage(Admin admin, User user) {}

    private static final String USER = "/entra/{tenant}/users/{user}";

    private final AdminCenter adminCenter;
    private final Store store;
    private final Directory directory;
    private final Clock clock;
    private final Pages pages;

    public UserPages(AdminCenter adminCenter, Store store, Directory directory, Clock clock, Pages pages) {
        this.adminCenter = adminCenter;
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.pages = pages;
    }

    private interface Deed {
        void on(User user);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/entra/{tenant}/users", adminCenter.guarded(this::list))
                .get(
                        USER,
                        known((admin, user, response) ->
                                pages.send(response, "admin/user.jte", new UserPage(admin, user))))
                .post(
                        USER + "/enabled",
                        deed(user ->
                                toggle(user, "accountEnabled", user.settings().accountEnabled())))
                .post(USER + "/sessions", deed(this::revokeSessions))
                .post(USER + "/password", deed(this::resetPassword))
                .post(USER + "/portalPassword", deed(user -> directory.change(user, Map.of("passwordExpired", true))))
                .post(
                        USER + "/mfa",
                        deed(user ->
                                toggle(user, "mfaRegistered", user.settings().mfaRegistered())))
                .post(
                        USER + "/device",
                        deed(user ->
                                toggle(user, "deviceCompliant", user.settings().deviceCompliant())))
                .post(
                        USER + "/location",
                        deed(user ->
                                toggle(user, "trustedLocation", user.settings().trustedLocation())))
                .post(USER + "/delete", deed(directory::delete));
    }

    private void list(Admin admin, ServerRequest request, ServerResponse response) {
        var users = directory.users().stream()
                .filter(user -> user.tenantId().equals(admin.tenant().id()))
                .toList();
        pages.send(response, "admin/users.jte", new UserList(admin, users));
    }

    private interface Shown {
        void handle(Admin admin, User user, ServerResponse response);
    }

    private Handler known(Shown page) {
        return adminCenter.guarded((admin, request, response) -> {
            var named = request.path().pathParameters().get("user");
            var user = directory
                    .user(named)
                    .or(() -> directory.userByAddress(named))
                    .filter(each -> each.tenantId().equals(admin.tenant().id()));
            if (user.isPresent()) {
                page.handle(admin, user.get(), response);
            } else {
                response.status(Status.NOT_FOUND_404).send("This organization has no such user.");
            }
        });
    }

    private Handler deed(Deed deed) {
        return known((admin, user, response) -> {
            deed.on(user);
            store.commit();
            var users = "/entra/" + admin.tenant().domain() + "/users";
            var stays = directory.user(user.objectId()).isPresent();
            AdminCenter.redirect(response, stays ? users + "/" + user.objectId() : users);
        });
    }

    private void toggle(User user, String setting, boolean before) {
        directory.change(user, Map.of(setting, !before));
    }

    private void revokeSessions(User user) {
        directory.change(user, Map.of("signInSessionsValidFrom", clock.instant()));
    }

    /**
     * In this admin center a reset ends every session, in the Azure portal a confidential client's refresh token stays.
     * See https://learn.microsoft.com/entra/identity-platform/refresh-tokens.
     */
    private void resetPassword(User user) {
        directory.change(user, Map.of("signInSessionsValidFrom", clock.instant(), "passwordExpired", true));
    }
}
