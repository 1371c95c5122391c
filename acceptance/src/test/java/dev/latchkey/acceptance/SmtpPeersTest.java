package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail programs that know nothing of the sandbox: curl submits through it, swaks leaves mail without signing in, and Dovecot's
 * submission server asks it about the tokens that its own clients bring. Skipped where they are not installed, but not in continuous integration.
 */
@Timeout(120)
class SmtpPeersTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final int PATIENCE_SECONDS = 30;
    /** {@code CURLE_LOGIN_DENIED}. */
    private static final int CURL_LOGIN_DENIED = 67;
    /** Its exit codes, by its manual. */
    private static final int SWAKS_RECIPIENT_REFUSED = 24;

    private static final int SWAKS_NOT_AUTHENTICATED = 28;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests());

    @TempDir
    private Path folder;

    private record Ran(int exitCode, String output) {}

    @AfterEach
    void end() {
        sandbox.close();
    }

    @Test
    void curlSubmitsOverTlsWithATokenAndIsRefusedWithoutOne() throws Exception {
        required("curl");

        var sent = curl(token(Resource.OUTLOOK, "SMTP.Send"));
        var refused = curl(token(Resource.GRAPH, "Mail.Send"));

        assertThat(sent.exitCode()).as(sent.output()).isZero();
        assertThat(sent.output()).contains("AUTH XOAUTH2", "235 2.7.0", "250 2.0.0 OK");
        assertThat(sandbox.ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("send.accepted"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).containsEntry("to", "customer@elsewhere.example"));
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(CURL_LOGIN_DENIED);
        assertThat(refused.output()).contains("535 5.7.3 Authentication unsuccessful");
    }

    @Test
    void swaksDeliversOverTlsToMailboxesHereAndNowhereElse() throws Exception {
        required("swaks");

        var delivered = swaks("alex@contoso.example", "--from", "notices@platform.example");
        var relayed = swaks("customer@elsewhere.example", "--from", ADELE);
        var withPassword = swaks(
                "alex@contoso.example",
                "--from",
                ADELE,
                "--auth",
                "LOGIN",
                "--auth-user",
                ADELE,
                "--auth-password",
                "x");

        assertThat(delivered.exitCode()).as(delivered.output()).isZero();
        assertThat(delivered.output()).contains("STARTTLS", "TLS started", "250 2.6.0 Queued mail for delivery");
        assertThat(sandbox.ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("mail.delivered"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).containsEntry("mailbox", "alex@contoso.example"));
        assertThat(relayed.exitCode()).as(relayed.output()).isEqualTo(SWAKS_RECIPIENT_REFUSED);
        assertThat(relayed.output()).contains("530 5.7.57 Client not authenticated to send mail");
        assertThat(withPassword.exitCode()).as(withPassword.output()).isEqualTo(SWAKS_NOT_AUTHENTICATED);
        assertThat(withPassword.output()).contains("550 5.7.30 Basic authentication is not supported");
    }

    @Test
    void dovecotTakesTheSandboxesTokensAndNoOther() throws Exception {
        var dovecot = required("dovecot");
        var port = freePort();
        var server = new ProcessBuilder(
                        dovecot.toString(), "-F", "-c", configured(port).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dovecot.txt").toFile())
                .start();
        try {
            var token = token(Resource.GRAPH, "User.Read");
            assertThat(signIn(port, "XOAUTH2", xoauth2(ADELE, token))).as(log()).startsWith("235 ");
            assertThat(signIn(port, "OAUTHBEARER", bearer(ADELE, token)))
                    .as(log())
                    .startsWith("235 ");
            assertThat(signIn(port, "XOAUTH2", xoauth2(ADELE, token + "x")))
                    .as(log())
                    .doesNotStartWith("235 ");
            assertThat(signIn(port, "XOAUTH2", xoauth2("alex@contoso.example", token)))
                    .as(log())
                    .doesNotStartWith("235 ");
        } finally {
            server.destroy();
            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Ran curl(String token) throws IOException, InterruptedException {
        var mail = Files.writeString(
                folder.resolve("mail.eml"), "From: " + ADELE + "\r\nSubject: By curl\r\n\r\nHello\r\n");
        return ran(List.of(
                "curl",
                "--verbose",
                "--silent",
                "--url",
                "smtp://127.0.0.1:" + sandbox.smtpAddress().getPort(),
                "--ssl-reqd",
                "--cacert",
                authority(),
                "--user",
                ADELE,
                "--oauth2-bearer",
                token,
                "--login-options",
                "AUTH=XOAUTH2",
                "--mail-from",
                ADELE,
                "--mail-rcpt",
                "customer@elsewhere.example",
                "--upload-file",
                mail.toString()));
    }

    private Ran swaks(String to, String... others) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "swaks",
                "--server",
                "127.0.0.1:" + sandbox.smtpAddress().getPort(),
                "--helo",
                "peer.example",
                "--tls",
                "--tls-verify",
                "--tls-ca-path",
                authority(),
                "--to",
                to));
        command.addAll(List.of(others));
        return ran(command);
    }

    private String authority() throws IOException {
        return Files.writeString(
                        folder.resolve("ca.pem"), sandbox.certificates().pem())
                .toString();
    }

    private Ran ran(List<String> command) throws IOException, InterruptedException {
        var output = folder.resolve(command.getFirst() + ".txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command.getFirst() + " does not end: " + Files.readString(output));
        }
        return new Ran(process.exitValue(), Files.readString(output));
    }

    /** For whoever runs the test; its own processes must not be root's, so for root they are those of the package. */
    private Path configured(int port) throws IOException {
        var user = System.getProperty("user.name");
        var root = user.equals("root");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var introspection = Files.writeString(folder.resolve("oauth2.conf"), """
                introspection_mode = auth
                introspection_url = %s/v1.0/me
                username_attribute = mail
                """.formatted(sandbox.address()));
        var own = """
                default_internal_user = %1$s
                default_login_user = %1$s
                default_internal_group =
                service anvil {
                  chroot =
                }
                service submission-login {
                  chroot =
                }
                """.formatted(user);
        return Files.writeString(folder.resolve("dovecot.conf"), """
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = /dev/stderr
                protocols = submission
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                auth_mechanisms = xoauth2 oauthbearer
                first_valid_uid = 1
                hostname = peer.example
                submission_relay_host = 127.0.0.1
                submission_relay_port = %2$d
                mail_location = maildir:%1$s/mail
                passdb {
                  driver = oauth2
                  mechanisms = xoauth2 oauthbearer
                  args = %3$s
                }
                userdb {
                  driver = static
                  args = uid=%4$s gid=%5$s home=%1$s/mail
                }
                service submission-login {
                  inet_listener submission {
                    port = %6$d
                  }
                }
                %7$s""".formatted(
                        folder,
                        sandbox.smtpAddress().getPort(),
                        introspection,
                        root ? "nobody" : user,
                        root ? "nogroup" : group(),
                        port,
                        root ? "" : own));
    }

    /** The last reply to {@code AUTH}. */
    private static String signIn(int port, String mechanism, String response) throws IOException, InterruptedException {
        try (var socket = connected(port)) {
            socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            say(socket, "EHLO me");
            var greeting = in.readLine();
            while (String.valueOf(greeting).startsWith("250-")) {
                greeting = in.readLine();
            }
            say(socket, "AUTH " + mechanism);
            // a token is longer than a command may be
            assertThat(in.readLine()).startsWith("334 ");
            say(socket, Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.US_ASCII)));
            var reply = String.valueOf(in.readLine());
            if (reply.startsWith("334 ")) {
                // what was wrong, to be acknowledged (RFC 7628 §3.2.3)
                say(socket, "AQ==");
                reply = String.valueOf(in.readLine());
            }
            return reply;
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Socket connected(int port) throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (ConnectException e) {
                if (attempt == PATIENCE_SECONDS * 10) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    /** RFC 7628 §3.1, and Google's older form that Microsoft takes, too. */
    private static String bearer(String user, String token) {
        return "n,a=" + user + ",\u0001auth=Bearer " + token + "\u0001\u0001";
    }

    private static String xoauth2(String user, String token) {
        return "user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001";
    }

    private static String group() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:gid").toString();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("dovecot.txt"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A program; servers often lie where only administrators look. */
    private static Path required(String name) {
        var found = Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent() || System.getenv("CI") != null, name + " is not installed, so it was not tried");
        return found.orElseThrow(() -> new AssertionError(name + " has to be installed in continuous integration"));
    }

    private String token(Resource resource, String scope) {
        var user = sandbox.directory().userByAddress(ADELE).orElseThrow();
        return sandbox.accessTokens()
                .issue(new Caller(
                        Directory.CLIENT_ID, user.tenantId(), user.objectId(), resource.audience(), Set.of(scope)))
                .value();
    }
}
