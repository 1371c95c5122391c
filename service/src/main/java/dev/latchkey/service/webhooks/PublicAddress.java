package dev.latchkey.service.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells addresses of the public internet from all others, by IANA's two special-purpose address registries. */
final class PublicAddress {

    private record Block(InetAddress start, int bits) {

        static Block of(String cidr) {
            var parts = cidr.split("/", 2);
            try {
                return new Block(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean contains(byte[] address) {
            var first = start.getAddress();
            if (address.length != first.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> NOT_PUBLIC_4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's platform address, reachable from its virtual machines only
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** Global unicast. What lies outside is loopback, mapped, NAT64 (64:ff9b::/96), unique local, link-local or multicast. */
    private static final Block UNICAST_6 = Block.of("2000::/3");

    private static final List<Block> NOT_PUBLIC_6 = blocks(
            "2001::/23", // protocol assignments, among them Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which carries any IPv4 address
            "3fff::/20"); // documentation

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 4
                ? noneContains(NOT_PUBLIC_4, bytes)
                : UNICAST_6.contains(bytes) && noneContains(NOT_PUBLIC_6, bytes);
    }

    private static boolean noneContains(List<Block> blocks, byte[] address) {
        return blocks.stream().noneMatch(block -> block.contains(address));
    }

    private static List<Block> blocks(String... cidrs) {
        return List.of(cidrs).stream().map(Block::of).toList();
    }
}
