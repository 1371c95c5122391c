package dev.latchkey.service.outgoing;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.latchkey.microsoft.graph.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody in an address line; in the API an object, or text such as {@code Alex <alex@contoso.example>}. */
record Address(String address, @Nullable String name) {

    private static final int LONGEST = 254;
    private static final Pattern DOT_ATOM =
            Pattern.compile("[^\\s@<>(),;:\\\\\"\\[\\].\\p{Cntrl}]++(?:\\.[^\\s@<>(),;:\\\\\"\\[\\].\\p{Cntrl}]++)*+");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?\\.)+[\\p{L}\\p{M}\\p{N}-]{2,63}");

    Address {
        address = address == null ? "" : address.strip();
        name = name == null || name.isBlank() ? null : name.strip();
    }

    /** With or without a name before the address in angle brackets. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Address of(String text) {
        var stripped = text.strip();
        var open = stripped.lastIndexOf('<');
        if (open < 0 || !stripped.endsWith(">")) {
            return new Address(stripped, null);
        }
        var name = stripped.substring(0, open).strip();
        var bare = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
        return new Address(stripped.substring(open + 1, stripped.length() - 1), bare);
    }

    /** A line of them, with commas or semicolons in between; within quotes these separate nothing. */
    static List<Address> list(String line) {
        var addresses = new ArrayList<Address>();
        var quoted = false;
        var begin = 0;
        for (var at = 0; at <= line.length(); at++) {
            var letter = at < line.length() ? line.charAt(at) : '\n';
            quoted = letter == '"' ? !quoted : quoted && at < line.length();
            if (!quoted && (letter == ',' || letter == ';' || letter == '\n')) {
                if (!line.substring(begin, at).isBlank()) {
                    addresses.add(of(line.substring(begin, at)));
                }
                begin = at + 1;
            }
        }
        return addresses;
    }

    /** A mailbox of RFC 5321 §4.1.2 or RFC 6531, without quoted local parts and address literals, which Exchange refuses. */
    boolean plausible() {
        var at = address.lastIndexOf('@');
        return at > 0
                && at <= 64
                && address.length() <= LONGEST
                && DOT_ATOM.matcher(address.substring(0, at)).matches()
                && DOMAIN.matcher(address.substring(at + 1)).matches();
    }

    /** As {@link #list} reads it again. */
    String inLine() {
        return name == null ? address : "\"" + name.replace("\"", "") + "\" <" + address + ">";
    }

    Recipient recipient() {
        return new Recipient(address, name);
    }

    @Override
    public String toString() {
        return name == null ? address : name + " <" + address + ">";
    }
}
