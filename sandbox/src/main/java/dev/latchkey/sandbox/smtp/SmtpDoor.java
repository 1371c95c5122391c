package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.exchange.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Takes mail for mailboxes of the sandbox's own organizations from anybody, as Exchange Online does ("Direct Send"), and mail to
 * anywhere from whoever has signed in by {@code AUTH XOAUTH2}, which takes TLS (STARTTLS). It relays nothing for others.
 *
 * @see <a href="https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365">
 *     Sending with Microsoft 365</a>
 */
public final class SmtpDoor implements AutoCloseable {

    static final String HOST = "smtp.sandbox.example";
    /** Exchange Online's own limit for what comes in, in bytes. */
    static final int LARGEST_MAIL = 150 * 1024 * 1024;

    private static final Logger LOG = System.getLogger(SmtpDoor.class.getName());
    private static final int MOST_CONNECTIONS = 100;
    private static final int SILENCE_MILLIS = 300_000;
    /** Before the next attempt where none could be let in, as when there are too many files open: 50 ms. */
    private static final long BREATH_NANOS = 50_000_000;

    /** Whom the conversations are about. */
    public record House(Directory directory, AccessTokens tokens, Exchange exchange, Clock clock) {}

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private final House house;
    private final SmtpFaults faults;
    private final Supplier<SSLContext> tls;
    private final XOAuth2 signIn;
    private final Submissions submissions;
    private ServerSocket server = unbound();

    /**
     * @param port 0 for any free one
     * @param tls asked for when somebody first wants it
     */
    public SmtpDoor(House house, int port, Supplier<SSLContext> tls, SmtpFaults faults) {
        this.house = house;
        this.port = port;
        this.tls = tls;
        this.faults = faults;
        this.signIn = new XOAuth2(house.directory(), house.tokens(), house.exchange());
        this.submissions = new Submissions(house.clock(), this::fault);
    }

    /**
     * Returns once it answers.
     *
     * @throws UncheckedIOException that names the port which is taken
     */
    public void start() {
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        Thread.ofVirtual().name("sandbox-smtp").start(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** Nobody is connected, and nobody has sent anything. */
    public void reset() {
        hangUp();
        submissions.reset();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }

    private void hangUp() {
        try {
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    socket.close();
                } else {
                    Thread.ofVirtual().name("sandbox-smtp-client").start(() -> talk(socket));
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "no more clients", e);
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    private void talk(Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setSoTimeout(SILENCE_MILLIS);
            new SmtpSession(socket, tls, signIn, submissions, house.exchange()).run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client is gone", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A conversation over SMTP failed", e);
        } finally {
            open.remove(socket);
        }
    }

    private void fault(String verb) throws SmtpRefusal {
        var fault = faults.meet(verb);
        if (fault.isPresent()) {
            throw new SmtpRefusal(fault.get().status(), fault.get().text());
        }
    }

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
