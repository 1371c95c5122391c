package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.IdFormat;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.util.Arrays;

/**
 * {@code …/translateExchangeIds}.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-translateexchangeids">user: translateExchangeIds</a>
 */
final class ExchangeIdRoutes {

    private static final int MOST = 1_000;

    private ExchangeIdRoutes() {}

    static GraphReply translate(GraphCall call, Mailbox mailbox) {
        var body = new JsonBody(call.json());
        var from = format(body, "sourceIdType");
        var to = format(body, "targetIdType");
        var ids =
                body.texts("inputIds").orElseThrow(() -> GraphProblem.badRequest("The parameter InputIds is missing."));
        if (ids.size() > MOST) {
            throw GraphProblem.badRequest("At most 1000 ids are translated at once.");
        }
        var json = GraphCall.JSON
                .createObjectNode()
                .put("@odata.context", call.root() + "/$metadata#Collection(microsoft.graph.convertIdResult)");
        var results = json.putArray("value");
        for (var id : ids) {
            var result = results.addObject().put("sourceId", id);
            mailbox.ids()
                    .translated(id, from, to, mailbox::placeOf)
                    .ifPresentOrElse(
                            translated -> result.put("targetId", translated),
                            () -> result.putObject("errorDetails")
                                    .put("code", "ErrorInvalidIdMalformed")
                                    .put("message", "Id is malformed."));
        }
        return GraphReply.ok(json);
    }

    private static IdFormat format(JsonBody body, String name) {
        var text = body.text(name).orElse("");
        return Arrays.stream(IdFormat.values())
                .filter(format -> format.wireName().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> JsonBody.wrongType(
                        name, "one of entryId, ewsId, immutableEntryId, restId, restImmutableEntryId"));
    }
}
