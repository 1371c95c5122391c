package dev.latchkey.service.connect;

import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.service.connect.MailboxImport.Imported;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.workspace.ApiCaller;
import dev.latchkey.service.workspace.Scope;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/mailboxes/import}: brings over a mailbox whose member has signed in elsewhere. Doing it again renews the same
 * mailbox, so it needs no idempotency key.
 */
@RestController
final class ImportApi {

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

    /**
     * One mailbox.
     *
     * @param tenant Entra's id or a domain of the person's tenant; {@code organizations} unless given
     */
    record Import(
            @Nullable String member,
            @Nullable String refreshToken,
            @Nullable String access,
            @Nullable String tenant) {

        @Override
        public String toString() {
            return "Import[member=" + member + ", refreshToken=***]";
        }
    }

    private final MailboxImport imports;
    private final MailboxViews mailboxes;
    private final Explain explain;

    ImportApi(MailboxImport imports, MailboxViews mailboxes, Explain explain) {
        this.imports = imports;
        this.mailboxes = mailboxes;
        this.explain = explain;
    }

    @PostMapping("/v1/mailboxes/import")
    @ResponseStatus(HttpStatus.CREATED)
    MailboxViews.View take(@AuthenticationPrincipal ApiCaller caller, @RequestBody Import body) {
        var workspace = caller.with(Scope.MANAGE);
        var tenant = body.tenant() == null ? "organizations" : body.tenant();
        if (!TENANT.matcher(tenant).matches()) {
            throw ApiProblem.field("tenant", "Use the tenant's id or one of its domains.");
        }
        var imported = imports.take(
                workspace,
                ConnectApi.member(body.member()),
                ConnectApi.access(body.access()),
                tenant,
                new RefreshToken(ConnectApi.required("refresh_token", body.refreshToken())));
        return switch (imported) {
            case Imported.Connected(var id) -> mailboxes.find(workspace, id);
            case Imported.Refused(var finding) ->
                throw ApiProblem.diagnosed(
                        HttpStatus.CONFLICT,
                        "import_failed",
                        "No mailbox was connected; the diagnosis says why.",
                        explain.in(Locale.ENGLISH, finding));
        };
    }
}
