package dev.latchkey.service;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.client.SandboxClient;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.workspace.ApiKeys;
import dev.latchkey.service.workspace.FirstStart;
import dev.latchkey.service.workspace.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service and the sandbox that it takes for Microsoft, one pair for all tests of this run. */
public final class DemoWorld {

    private static final String CLIENT_ID = "11111111-aaaa-4bbb-8ccc-222222222222";
    private static @Nullable DemoWorld shared;

    private final Sandbox sandbox;
    private final SandboxClient microsoft;
    private final RunningService service;
    private final Visitor owner;

    private DemoWorld() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
        microsoft = new SandboxClient(sandbox.address());
        service = RunningService.start(Map.of(
                "LATCHKEY_MICROSOFT_CLOUD",
                sandbox.address().toString(),
                "LATCHKEY_MICROSOFT_CLIENT_ID",
                CLIENT_ID,
                "LATCHKEY_MICROSOFT_CLIENT_SECRET",
                "sandbox-secret",
                "LATCHKEY_NOTICES_SMTP_URL",
                "smtp://127.0.0.1:" + sandbox.smtpAddress().getPort(),
                "LATCHKEY_NOTICES_FROM",
                "no-reply@enginy.example"));
        owner = new Visitor();
        owner.open(service.bean(FirstStart.class).ownerLink().orElseThrow())
                .press("Start", Map.of("name", "Olive", "email", "olive@enginy.example", "password", "correct horse"));
    }

    public static synchronized DemoWorld shared() {
        if (shared == null) {
            shared = new DemoWorld();
        }
        return shared;
    }

    /** A key of the workspace that may do everything. */
    public ApiClient api() {
        return new ApiClient(
                service, service.bean(ApiKeys.class).create(workspace(), "tests", EnumSet.allOf(Scope.class)));
    }

    /** The one workspace of this installation. */
    public WorkspaceId workspace() {
        return new WorkspaceId(service.bean(JdbcClient.class)
                .sql("select * from all_workspaces() limit 1")
                .query(String.class)
                .single());
    }

    /** How many token replies Microsoft's side has given so far, by its own ledger. */
    public long tokensIssued() {
        return sandbox.ledger().after(0, 1_000_000).stream()
                .filter(entry -> entry.kind().equals("token.issued"))
                .count();
    }

    /** How often Microsoft's side was asked to redeem a code, whatever it answered. */
    public long codesBrought() {
        return ofCodes("token.issued") + ofCodes("token.refused");
    }

    /** How often it gave tokens for a code. */
    public long codesRedeemed() {
        return ofCodes("token.issued");
    }

    private long ofCodes(String kind) {
        return sandbox.ledger().after(0, 1_000_000).stream()
                .filter(entry -> entry.kind().equals(kind))
                .filter(entry -> "authorization_code".equals(entry.facts().get("grant")))
                .count();
    }

    /** Every mailbox with the moment of its last connection. */
    public List<String> connections() {
        var all = new ArrayList<String>();
        api().get("/v1/mailboxes")
                .json()
                .path("data")
                .forEach(mailbox -> all.add(mailbox.path("id").asString() + " "
                        + mailbox.path("connected_at").asString()));
        return all;
    }

    /** Whoever connected it before in this run. */
    public void forgetMailboxes(String endOfAddress) {
        for (var mailbox : api().get("/v1/mailboxes").json().path("data")) {
            if (mailbox.path("address").asString().endsWith(endOfAddress)) {
                api().delete("/v1/mailboxes/" + mailbox.path("id").asString());
            }
        }
    }

    /** Steers the simulated Microsoft. */
    public SandboxClient microsoft() {
        return microsoft;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public RunningService service() {
        return service;
    }

    /** A browser in which the owner of the workspace is signed in with us. */
    public Visitor owner() {
        return owner;
    }

    /** The owner's password sign-in in another browser. */
    public Visitor ownerElsewhere() {
        var visitor = new Visitor();
        return visitor.open(service.at("/sign-in"))
                .press("Sign in", Map.of("email", "olive@enginy.example", "password", "correct horse"));
    }

    /** Connects that mailbox by hand, as its member would, and returns its id. */
    public String connect(String address) {
        var visitor = ownerElsewhere();
        consentIfAsked(atMicrosoft(visitor, address)).sendForm();
        var path = visitor.address().getPath();
        if (!path.startsWith("/mailboxes/")) {
            throw new AssertionError("not connected: " + visitor.text());
        }
        return path.substring("/mailboxes/".length());
    }

    /** Accepts where Microsoft asks; it does not ask who has consented before. */
    public Visitor consentIfAsked(Visitor visitor) {
        return visitor.text().contains("Permissions requested") ? visitor.press("Accept") : visitor;
    }

    /** Presses what tries again: without a page of Microsoft's first, then with those that are needed. */
    public Visitor triesAgain(Visitor visitor, String button) {
        return visitor.press(button).sendForm();
    }

    /** From "Connect Microsoft 365" through Microsoft's sign-in, up to what Microsoft shows then. */
    public Visitor atMicrosoft(Visitor visitor, String address) {
        return visitor.open(service.at("/settings/email"))
                .press("Connect Microsoft 365", Map.of("expected_address", address))
                .press("Sign in", Map.of("password", "any"));
    }
}
