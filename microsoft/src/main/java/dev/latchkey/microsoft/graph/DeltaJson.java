package dev.latchkey.microsoft.graph;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** Reads pages of a delta. */
final class DeltaJson {

    private static final String[] DEAD = {"syncStateNotFound", "resyncRequired", "ErrorInvalidSyncStateData"};

    private DeltaJson() {}

    static Delta page(JsonNode json) {
        var changed = new ArrayList<Message>();
        var removed = new ArrayList<String>();
        for (var row : json.path("value")) {
            if (row.has("@removed")) {
                removed.add(GraphJson.id(row));
            } else {
                changed.add(MessageJson.read(row));
            }
        }
        var next = GraphJson.text(json, "@odata.nextLink");
        var delta = GraphJson.text(json, "@odata.deltaLink");
        if ((next == null) == (delta == null)) {
            throw new UnreadableAnswer("with not exactly one link onwards");
        }
        return new Delta.Changes(changed, removed, next, delta);
    }

    /** Whether the link is dead; Graph says so in several ways. */
    static boolean dead(GraphError error) {
        if (error.status() == 410 || error.is("ForeignLink")) {
            return true;
        }
        for (var code : DEAD) {
            if (error.is(code)) {
                return true;
            }
        }
        return false;
    }
}
