package dev.latchkey.microsoft.graph;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.http.Http;
import java.time.Clock;

/** Makes calls for one token. */
record GraphCalls(Cloud cloud, AccessToken token, Http http, Clock clock) {

    <T> GraphReply<T> pending() {
        return pending("");
    }

    <T> GraphReply<T> pending(String of) {
        return new GraphReply.Unclear<>("this call is wired in the next change at " + cloud.graph() + of);
    }
}
