package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.TokenRequests.TokenRequest;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** {@code POST /{tenant}/oauth2/v2.0/token}. */
final class TokenEndpoint implements HttpService {

    private static final int TENANT_THROTTLED = 90055;

    private final Store store;
    private final AuthorizeChecks checks;
    private final ClientAuthentication authentication;
    private final TokenRequests requests;
    private final ClientCredentials clientCredentials;
    private final Ledger ledger;
    private final Clock clock;

    TokenEndpoint(
            Store store,
            Directory directory,
            TokenRequests requests,
            ClientCredentials clientCredentials,
            Ledger ledger,
            Clock clock) {
        this.store = store;
        this.checks = new AuthorizeChecks(directory);
        this.authentication = new ClientAuthentication(directory, clock);
        this.requests = requests;
        this.clientCredentials = clientCredentials;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/{tenant}/oauth2/v2.0/token", this::token);
    }

    private void token(ServerRequest request, ServerResponse response) {
        var readable = form(request);
        var fields = readable.orElse(new Fields(Map.of()));
        // MSAL for Node.js sends its id in the query, MSAL for Java as a header
        var id = request.headers()
                .first(HeaderNames.create("client-request-id"))
                .or(() -> Fields.ofQuery(request).find("client-request-id"))
                .orElse(fields.get("client-request-id"));
        var trace = Trace.begin(clock, id);
        var outcome = readable.isPresent()
                ? outcome(request, fields, trace)
                : new TokenOutcome.Refused(Aadsts.INPUT_INVALID.with());
        if (outcome instanceof TokenOutcome.Refused(var error)) {
            record(fields, error);
        }
        store.commit();
        headers(request, response, trace);
        switch (outcome) {
            case TokenOutcome.Issued(var document) -> Json.send(response, Status.OK_200, document);
            case TokenOutcome.Refused(var error) -> refuse(response, error, trace);
        }
    }

    /** Empty where the body is too large or breaks off. */
    private static Optional<Fields> form(ServerRequest request) {
        try {
            return Optional.of(Fields.ofForm(request));
        } catch (Body.Refused e) {
            return Optional.empty();
        }
    }

    private TokenOutcome outcome(ServerRequest request, Fields fields, Trace trace) {
        var tenant = request.path().pathParameters().get("tenant");
        if (!checks.tenantExists(tenant)) {
            return new TokenOutcome.Refused(Aadsts.TENANT_UNKNOWN.with(tenant));
        }
        var grantType = fields.get("grant_type");
        if (grantType == null) {
            return new TokenOutcome.Refused(Aadsts.MISSING_PARAMETER.with("grant_type"));
        }
        var origin = Origin.of(request);
        var endpoint = origin + "/" + tenant + "/oauth2/v2.0/token";
        return switch (authentication.check(fields, BasicCredential.of(request), endpoint, tenant)) {
            case ClientAuthentication.Outcome.Refused(var error) -> new TokenOutcome.Refused(error);
            case ClientAuthentication.Outcome.Known(var application) -> {
                var asked = new TokenRequest(
                        origin,
                        tenant,
                        application,
                        fields,
                        request.remotePeer().host(),
                        trace);
                yield switch (grantType) {
                    case "authorization_code" -> requests.redeemCode(asked);
                    case "refresh_token" -> requests.refresh(asked);
                    case "client_credentials" -> clientCredentials.token(asked);
                    default -> new TokenOutcome.Refused(Aadsts.GRANT_TYPE.with(grantType));
                };
            }
        };
    }

    private void record(Fields asked, EntraError error) {
        ledger.record(
                "token.refused",
                Map.of(
                        "grant", asked.get("grant_type", ""),
                        "clientId", asked.get("client_id", ""),
                        "code", Integer.toString(error.code())));
    }

    private static void headers(ServerRequest request, ServerResponse response, Trace trace) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store, no-cache")
                .header(HeaderNames.PRAGMA, "no-cache")
                .header("P3P", "CP=\"DSP CUR OTPi IND OTRi ONL FIN\"")
                .header("x-ms-request-id", trace.traceId())
                .header("x-ms-ests-server", "2.1.0 - SANDBOX ProdSlices");
        var echo = request.headers().first(HeaderNames.create("return-client-request-id"));
        if (echo.orElse("").equals("true")) {
            response.header("client-request-id", trace.correlationId());
        }
    }

    private static Status status(EntraError error) {
        return switch (error.error()) {
            case "invalid_client" -> Status.UNAUTHORIZED_401;
            case "temporarily_unavailable" ->
                error.code() == TENANT_THROTTLED ? Status.TOO_MANY_REQUESTS_429 : Status.SERVICE_UNAVAILABLE_503;
            case "server_error" -> Status.INTERNAL_SERVER_ERROR_500;
            default -> Status.BAD_REQUEST_400;
        };
    }

    private static void refuse(ServerResponse response, EntraError error, Trace trace) {
        var status = status(error);
        if (error.code() == TENANT_THROTTLED) {
            response.header(HeaderNames.RETRY_AFTER, "10");
        }
        response.header("x-ms-clitelem", "1," + error.code() + ",0,,");
        Json.send(response, status, error.document(trace));
    }
}
