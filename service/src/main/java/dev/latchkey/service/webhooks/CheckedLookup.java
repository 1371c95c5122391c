package dev.latchkey.service.webhooks;

import dev.latchkey.service.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.stereotype.Component;

/**
 * Looks names up and refuses those that lead to a private address. The HTTP client connects to what this returns and looks
 * nothing up itself, so a name whose answer changes between check and connect gains nothing.
 */
@Component
final class CheckedLookup implements DnsResolver {

    /** The name leads, with one of its addresses at least, to where webhooks must not go. */
    static final class PrivateAddress extends UnknownHostException {

        private static final long serialVersionUID = 1;

        PrivateAddress(String host) {
            super(host + " leads to a private address");
        }
    }

    private final boolean privateAllowed;

    CheckedLookup(Settings settings) {
        this.privateAllowed = settings.webhookPrivateAddresses() || settings.onLoopback();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = InetAddress.getAllByName(host);
        if (!privateAllowed && !Stream.of(addresses).allMatch(PublicAddress::is)) {
            throw new PrivateAddress(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
