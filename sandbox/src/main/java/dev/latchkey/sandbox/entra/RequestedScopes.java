package dev.latchkey.sandbox.entra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code scope} parameter, understood.
 *
 * @param permissions everything asked for, in order
 * @param resources the resources named, in order; sign-in scopes alone name Graph
 * @param prefixed some scope was written with its resource
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/scopes-oidc">Scopes and permissions</a>
 */
record RequestedScopes(Set<Permission> permissions, List<Resource> resources, boolean prefixed) {

    sealed interface Parsed {
        record Understood(RequestedScopes scopes) implements Parsed {}

        record Refused(EntraError error) implements Parsed {}
    }

    private static final String DEFAULT = ".default";

    /** Reads the parameter; {@code registered} is what {@code .default} stands for. */
    static Parsed parse(@Nullable String scope, List<String> registered) {
        if (scope == null || scope.isBlank()) {
            return new Parsed.Refused(Aadsts.MISSING_PARAMETER.with("scope"));
        }
        if (mixesDefault(scope)) {
            return new Parsed.Refused(Aadsts.SCOPE_MALFORMED.with(scope));
        }
        var permissions = new LinkedHashSet<Permission>();
        var resources = new LinkedHashSet<Resource>();
        var prefixed = false;
        for (var item : Arrays.asList(scope.strip().split("\\s+"))) {
            var resource = resourceOf(item);
            if (resource == null) {
                return new Parsed.Refused(Aadsts.RESOURCE_NOT_REGISTERED.with(item));
            }
            var written = item.startsWith(resource.address());
            var name = written ? item.substring(resource.address().length()).replaceFirst("^/+", "") : item;
            var found = named(name, resource, registered);
            if (found.isEmpty()) {
                return new Parsed.Refused(Aadsts.SCOPE_UNKNOWN.with(name));
            }
            prefixed |= written;
            permissions.addAll(found);
            if (found.stream().anyMatch(permission -> !permission.signIn())) {
                resources.add(resource);
            }
        }
        if (resources.isEmpty()) {
            resources.add(Resource.GRAPH);
        }
        return new Parsed.Understood(new RequestedScopes(permissions, List.copyOf(resources), prefixed));
    }

    boolean asks(Permission permission) {
        return permissions.contains(permission);
    }

    /** {@code .default} stands alone, but for the scopes of signing in. */
    private static boolean mixesDefault(String scope) {
        var items = List.of(scope.strip().split("\\s+"));
        return items.stream().anyMatch(item -> item.endsWith(DEFAULT))
                && items.stream()
                        .filter(item -> !item.endsWith(DEFAULT))
                        .anyMatch(item -> Permission.named(item)
                                .map(permission -> !permission.signIn())
                                .orElse(true));
    }

    private static @Nullable Resource resourceOf(String item) {
        if (!item.contains("://")) {
            return Resource.GRAPH;
        }
        return Arrays.stream(Resource.values())
                .filter(resource -> item.startsWith(resource.address() + "/"))
                .findFirst()
                .orElse(null);
    }

    private static List<Permission> named(String name, Resource resource, List<String> registered) {
        var names = name.equals(DEFAULT) ? registered : List.of(name);
        var found = new ArrayList<Permission>();
        for (var each : names) {
            Permission.named(each)
                    .filter(permission -> permission.availableAt(resource))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** The short names of the permissions, as grants and tokens hold them. */
    static Set<String> names(Iterable<Permission> permissions) {
        var names = new LinkedHashSet<String>();
        permissions.forEach(permission -> names.add(permission.scope()));
        return names;
    }
}
