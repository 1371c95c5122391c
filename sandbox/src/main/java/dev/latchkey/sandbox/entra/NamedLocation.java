package dev.latchkey.sandbox.entra;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place on the network that Conditional Access knows by its addresses.
 *
 * @param ipRanges in CIDR notation, such as {@code 203.0.113.0/24} or {@code 2001:db8::/32}
 * @param trusted "Mark as trusted location"
 * @see <a href="https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network">Network
 *     assignment</a>
 */
public record NamedLocation(String id, String displayName, boolean trusted, List<String> ipRanges) {

    private static final Pattern WHOLE = Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public NamedLocation {
        if (!ipRanges.stream().allMatch(NamedLocation::isRange)) {
            throw new IllegalArgumentException("no range: " + ipRanges);
        }
    }

    /** A range, or an address alone. */
    private record Range(InetAddress address, int prefix) {

        static Range of(String text) {
            var parts = text.strip().split("/", 2);
            if (!WHOLE.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("a short form of an address");
            }
            var address = InetAddress.ofLiteral(parts[0]);
            var bits = address.getAddress().length * Byte.SIZE;
            var prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("a prefix has 0 to " + bits + " bits");
            }
            return new Range(address, prefix);
        }

        boolean includes(InetAddress other) {
            var bits = address.getAddress().length * Byte.SIZE;
            return other.getAddress().length == address.getAddress().length
                    && number(other).xor(number(address)).bitLength() <= bits - prefix;
        }

        private static BigInteger number(InetAddress address) {
            return new BigInteger(1, address.getAddress());
        }
    }

    public static boolean isRange(String text) {
        try {
            return Range.of(text).prefix() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean includes(String address) {
        var asked = InetAddress.ofLiteral(address);
        return ipRanges.stream().map(Range::of).anyMatch(range -> range.includes(asked));
    }
}
