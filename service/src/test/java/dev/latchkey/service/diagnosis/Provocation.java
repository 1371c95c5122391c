package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.ErrorCode;
import dev.latchkey.sandbox.entra.ErrorPlace;
import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.AccessReply;
import dev.latchkey.service.mailbox.MailboxAccess;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Has the sandbox answer with a code, meets it as a member or as a connected mailbox does, and says what is told then. */
final class Provocation {

    /** What is told, and the status of the link or mailbox that it happened to. */
    record Told(JsonNode diagnosis, String status) {}

    private static final String ADDRESS = "admin@adventure-works.example";
    private static final String ORDER = """
            {"member": "olive@enginy.example", "access": "send", "expected_address": "%s"}""".formatted(ADDRESS);

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();
    private final Visitor member = world.ownerElsewhere();
    private final String mailbox;

    /** With a mailbox for sending only: no job of the service asks for its tokens meanwhile. */
    Provocation() {
        world.forgetMailboxes(ADDRESS);
        begin(link());
        member.press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(member).sendForm();
        mailbox = member.address().getPath().substring("/mailboxes/".length());
        assertThat(api.get("/v1/mailboxes/" + mailbox).json().path("access").asString())
                .isEqualTo("send");
    }

    void end() {
        api.delete("/v1/mailboxes/" + mailbox);
    }

    Told told(ErrorCode code, ErrorPlace place) {
        arm(code, place);
        try {
            return switch (place) {
                case PAGE -> onPage();
                case REDIRECT, REDEMPTION -> atConnecting(false);
                case SILENT -> atConnecting(true);
                case REFRESH -> atRefresh();
                case DISCOVERY -> throw new IllegalArgumentException("nothing can be armed there");
            };
        } finally {
            world.microsoft().disarm();
        }
    }

    /** Twice, for a refresh that is refused for good is tried once more. */
    private void arm(ErrorCode code, ErrorPlace place) {
        world.microsoft()
                .arm(code.scenario(), "{\"place\": \"%s\", \"user\": \"%s\", \"times\": 2}".formatted(place, ADDRESS));
    }

    /** Nothing comes back: the member copies the page into the question of the link. */
    private Told onPage() {
        var link = link();
        begin(link);
        var shown = member.text();
        var diagnosis =
                api.post("/v1/explain", Json.write(Map.of("text", shown))).json();
        member.open(url(link)).press("Explain it", Map.of("text", shown));
        assertThat(member.text())
                .contains(
                        diagnosis.path("title").asString(),
                        diagnosis.path("what_happened").asString());
        return new Told(diagnosis, status(link));
    }

    private Told atConnecting(boolean silently) {
        var link = link();
        if (silently) {
            var there = member.open(url(link)).pressAndStop("Connect Microsoft 365", Map.of());
            member.open(URI.create(there + "&prompt=none"));
        } else {
            begin(link);
        }
        member.sendForm();
        var now = api.get("/v1/connect-links/" + link.path("id").asString()).json();
        assertThat(member.text()).contains(now.path("diagnosis").path("title").asString());
        return new Told(now.path("diagnosis"), now.path("status").asString());
    }

    private Told atRefresh() {
        sql("update mailbox_tokens set sealed_access = null, lease_until = null where mailbox_id = '" + mailbox + "'");
        var reply = world.service().bean(MailboxAccess.class).token(world.workspace(), mailbox);
        var now = api.get("/v1/mailboxes/" + mailbox).json();
        sql("update mailboxes set status = 'active', finding = null where id = '" + mailbox + "'");
        var diagnosis = switch (reply) {
            case AccessReply.ReconnectNeeded needed -> now.path("diagnosis");
            case AccessReply.TryLater(var at, var finding) -> told(finding);
            case AccessReply.Fresh fresh -> throw new AssertionError("nothing was refused");
            case AccessReply.NotInUse(var reason) -> throw new AssertionError(reason);
        };
        return new Told(diagnosis, now.path("status").asString());
    }

    private JsonNode told(Finding finding) {
        var explain = world.service().bean(Explain.class);
        return Json.MAPPER.readTree(Json.write(explain.in(Locale.ENGLISH, finding)));
    }

    private JsonNode link() {
        return api.post("/v1/connect-links", ORDER).json();
    }

    private void begin(JsonNode link) {
        member.open(url(link)).press("Connect Microsoft 365");
    }

    private String status(JsonNode link) {
        return api.get("/v1/connect-links/" + link.path("id").asString())
                .json()
                .path("status")
                .asString();
    }

    private static URI url(JsonNode link) {
        return URI.create(link.path("url").asString());
    }

    private void sql(String statement) {
        world.service()
                .bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> world.service()
                                .bean(JdbcClient.class)
                                .sql(statement)
                                .update());
    }
}
