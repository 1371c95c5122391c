package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.ClientApps;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Control;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Network;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.State;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy.Target;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.User;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** "Conditional Access: Policies": the list, and the page on which a policy is written. */
public final class PolicyPages implements HttpService {

    /** A policy being written, and what it can be about. */
    public record PolicyPage(Admin admin, ConditionalAccessPolicy policy, List<User> users, String application) {

        public boolean excludes(User user) {
            return policy.excludedUsers().stream().anyMatch(user.address()::equalsIgnoreCase);
        }

        /** The words of the admin center; the application by its name. */
        public String label(Target target) {
            return target == Target.APPLICATION ? application : target.label();
        }
    }

    private static final String POLICIES = "/entra/{tenant}/policies";
    private static final String NEW = "new";

    private final AdminCenter adminCenter;
    private final Store store;
    private final Directory directory;
    private final Pages pages;

    public PolicyPages(AdminCenter adminCenter, Store store, Directory directory, Pages pages) {
        this.adminCenter = adminCenter;
        this.store = store;
        this.directory = directory;
        this.pages = pages;
    }

    private interface OnePolicy {
        void handle(Admin admin, ConditionalAccessPolicy policy, ServerRequest request, ServerResponse response);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        POLICIES,
                        adminCenter.guarded(
                                (admin, request, response) -> pages.send(response, "admin/policies.jte", admin)))
                .get(POLICIES + "/{policy}", one(this::show))
                .post(POLICIES + "/{policy}", one(this::save))
                .post(POLICIES + "/{policy}/delete", one(this::delete));
    }

    private Handler one(OnePolicy page) {
        return adminCenter.guarded((admin, request, response) -> {
            var id = request.path().pathParameters().get("policy");
            var policy = admin.tenant().settings().conditionalAccess().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            if (policy.isPresent()) {
                page.handle(admin, policy.get(), request, response);
            } else if (id.equals(NEW)) {
                page.handle(admin, blank(), request, response);
            } else {
                response.status(Status.NOT_FOUND_404).send("There is no such policy.");
            }
        });
    }

    private static ConditionalAccessPolicy blank() {
        return new ConditionalAccessPolicy(
                NEW,
                "",
                State.REPORT_ONLY,
                Set.of(),
                Set.of(),
                Set.of(),
                ClientApps.ALL,
                Network.ANY,
                Control.BLOCK,
                null);
    }

    private void show(Admin admin, ConditionalAccessPolicy policy, ServerRequest request, ServerResponse response) {
        var users = directory.users().stream()
                .filter(user -> user.tenantId().equals(admin.tenant().id()))
                .toList();
        var application = directory.application().displayName();
        pages.send(response, "admin/policy.jte", new PolicyPage(admin, policy, users, application));
    }

    private void save(Admin admin, ConditionalAccessPolicy before, ServerRequest request, ServerResponse response) {
        var form = Fields.ofForm(request);
        var id = before.id().equals(NEW) ? UUID.randomUUID().toString() : before.id();
        var after = new ConditionalAccessPolicy(
                id,
                form.get("displayName", "A policy"),
                chosen(State.values(), form.get("state", ""), before.state()),
                targets(form.ticked("include:")),
                targets(form.ticked("exclude:")),
                form.ticked("excludeUser:"),
                chosen(ClientApps.values(), form.get("clientApps", ""), before.clientApps()),
                chosen(Network.values(), form.get("network", ""), before.network()),
                chosen(Control.values(), form.get("control", ""), before.control()),
                form.find("signInFrequencyHours").map(PolicyPages::hours).orElse(null));
        var policies = others(admin, before);
        policies.add(after);
        policies.sort(Comparator.comparing(ConditionalAccessPolicy::displayName));
        keep(admin, policies, response);
    }

    private void delete(Admin admin, ConditionalAccessPolicy policy, ServerRequest request, ServerResponse response) {
        keep(admin, others(admin, policy), response);
    }

    private static List<ConditionalAccessPolicy> others(Admin admin, ConditionalAccessPolicy policy) {
        var others = new ArrayList<>(admin.tenant().settings().conditionalAccess());
        others.removeIf(each -> each.id().equals(policy.id()));
        return others;
    }

    private void keep(Admin admin, List<ConditionalAccessPolicy> policies, ServerResponse response) {
        directory.change(admin.tenant(), Map.of("conditionalAccess", policies));
        store.commit();
        AdminCenter.redirect(response, "/entra/" + admin.tenant().domain() + "/policies");
    }

    private static Set<Target> targets(Set<String> names) {
        return Arrays.stream(Target.values())
                .filter(target -> names.contains(target.name()))
                .collect(Collectors.toSet());
    }

    private static @Nullable Integer hours(String text) {
        return text.matches("[1-9]\\d{0,3}") ? Integer.valueOf(text) : null;
    }

    private static <E extends Enum<E>> E chosen(E[] values, String name, E otherwise) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }
}
