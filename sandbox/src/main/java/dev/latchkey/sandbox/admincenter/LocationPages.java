package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.entra.NamedLocation;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** "Conditional Access: Named locations", and from which address each user signs in. */
public final class LocationPages implements HttpService {

    /**
     * The page.
     *
     * @param wrong what was typed and is no address or range
     */
    public record LocationPage(
            Admin admin, List<User> users, @Nullable String wrong) {}

    private static final String LOCATIONS = "/entra/{tenant}/locations";

    private final AdminCenter adminCenter;
    private final Store store;
    private final Directory directory;
    private final Pages pages;

    public LocationPages(AdminCenter adminCenter, Store store, Directory directory, Pages pages) {
        this.adminCenter = adminCenter;
        this.store = store;
        this.directory = directory;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(LOCATIONS, adminCenter.guarded((admin, request, response) -> show(admin, null, response)))
                .post(LOCATIONS, adminCenter.guarded(this::add))
                .post(LOCATIONS + "/{location}/delete", adminCenter.guarded(this::delete))
                .post(LOCATIONS + "/from/{user}", adminCenter.guarded(this::signsInFrom));
    }

    private void show(Admin admin, @Nullable String wrong, ServerResponse response) {
        pages.send(
                response,
                "admin/locations.jte",
                new LocationPage(admin, users(admin).toList(), wrong));
    }

    private void add(Admin admin, ServerRequest request, ServerResponse response) {
        var form = Fields.ofForm(request);
        var ranges = List.of(form.get("ipRanges", "").strip().split("[\\s,]+"));
        if (!ranges.stream().allMatch(NamedLocation::isRange)) {
            show(admin, String.join(", ", ranges), response);
            return;
        }
        var all = new ArrayList<>(admin.tenant().settings().namedLocations());
        all.add(new NamedLocation(
                UUID.randomUUID().toString(),
                form.get("displayName", "A location"),
                form.find("trusted").isPresent(),
                ranges));
        keep(admin, all, response);
    }

    private void delete(Admin admin, ServerRequest request, ServerResponse response) {
        var id = request.path().pathParameters().get("location");
        var all = new ArrayList<>(admin.tenant().settings().namedLocations());
        all.removeIf(location -> location.id().equals(id));
        keep(admin, all, response);
    }

    private void keep(Admin admin, List<NamedLocation> locations, ServerResponse response) {
        directory.change(admin.tenant(), Map.of("namedLocations", locations));
        done(admin, response);
    }

    private void signsInFrom(Admin admin, ServerRequest request, ServerResponse response) {
        var address = Fields.ofForm(request).get("ipAddress", "").strip();
        if (address.contains("/") || !NamedLocation.isRange(address)) {
            show(admin, address, response);
            return;
        }
        var id = request.path().pathParameters().get("user");
        users(admin)
                .filter(user -> user.objectId().equals(id))
                .forEach(user -> directory.change(user, Map.of("ipAddress", address)));
        done(admin, response);
    }

    private Stream<User> users(Admin admin) {
        return directory.users().stream()
                .filter(user -> user.tenantId().equals(admin.tenant().id()));
    }

    private void done(Admin admin, ServerResponse response) {
        store.commit();
        AdminCenter.redirect(response, "/entra/" + admin.tenant().domain() + "/locations");
    }
}
