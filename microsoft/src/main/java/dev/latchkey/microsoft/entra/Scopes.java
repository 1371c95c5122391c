package dev.latchkey.microsoft.entra;

import com.nimbusds.oauth2.sdk.Scope;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of delegated permissions. Microsoft returns them in any order and case, with or without the address of their
 * resource, so they are compared by their short names.
 */
public final class Scopes {

    /** What sign-in itself needs. Microsoft often leaves {@code offline_access} out of what it returns. */
    public static final Set<String> OPENID_CONNECT = Set.of("openid", "profile", "email", "offline_access");

    private static final Map<String, String> SPELLING = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        Stream.of("Mail.Send", "Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite")
                .flatMap(name -> Stream.of(name, name + ".Shared"))
                .forEach(name -> SPELLING.put(name, name));
        Stream.of("User.Read", "SMTP.Send").forEach(name -> SPELLING.put(name, name));
        OPENID_CONNECT.forEach(name -> SPELLING.put(name, name));
    }

    private Scopes() {}

    /** The short names in a space-separated list, in Microsoft's spelling; {@code contains} ignores case. */
    public static Set<String> parse(String list) {
        return canonical(Arrays.asList(list.strip().split("\\s+")));
    }

    /** The short names of these, in Microsoft's spelling; {@code contains} ignores case. */
    public static Set<String> canonical(Collection<String> names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .filter(name -> !name.isEmpty())
                .map(name -> SPELLING.getOrDefault(name, name))
                .forEach(set::add);
        return Collections.unmodifiableSet(set);
    }

    /** Which of the requested permissions were not granted; those of {@link #OPENID_CONNECT} are not looked at. */
    public static Set<String> missing(Set<String> requested, Set<String> granted) {
        var have = canonical(granted);
        return canonical(requested).stream()
                .filter(name -> !OPENID_CONNECT.contains(name) && !have.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What to send to sign somebody in: these as they are given, and what sign-in needs. */
    static Scope withSignIn(Set<String> names) {
        return scope(names, Stream.of("openid", "profile", "offline_access"));
    }

    /** What to send to renew: these as they are given, and another refresh token. */
    static Scope withOfflineAccess(Set<String> names) {
        return scope(names, Stream.of("offline_access"));
    }

    private static Scope scope(Set<String> names, Stream<String> needed) {
        var scope = new Scope();
        Stream.concat(new TreeSet<>(names).stream(), needed).forEach(scope::add);
        return scope;
    }
}
