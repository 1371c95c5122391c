package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.exchange.Exchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes mail for mailboxes of the sandbox's own organizations from anybody, as Exchange Online does ("Direct Send"). It
 * relays nothing.
 *
 * @see <a href="https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365">
 *     Sending with Microsoft 365</a>
 */
public final class SmtpDoor implements AutoCloseable {

    /** Exchange Online's own limit for what comes in, in bytes. */
    private static final int LARGEST_MAIL = 150 * 1024 * 1024;

    private static final int MOST_CONNECTIONS = 100;

    private final SMTPServer server;

    /** @param port 0 for any free one */
    public SmtpDoor(Exchange exchange, int port) {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("smtp.sandbox.example")
                .softwareName("Sandbox Exchange")
                .serverThreadName("sandbox-smtp")
                .maxMessageSize(LARGEST_MAIL)
                .maxConnections(MOST_CONNECTIONS)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new IncomingMail(exchange))
                .build();
    }

    /** Returns once it answers. */
    public void start() {
        server.start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPortAllocated());
    }

    @Override
    public void close() {
        server.stop();
    }
}
