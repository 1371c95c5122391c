package dev.latchkey.microsoft.graph;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.http.Http;
import java.time.Clock;

/** Microsoft Graph of one cloud. Safe for many threads; keep one. */
public final class Graph {

    private final Cloud cloud;
    private final Http http;
    private final Clock clock;

    public Graph(Cloud cloud, Clock clock) {
        this(cloud, new Http(), clock);
    }

    public Graph(Cloud cloud, Http http, Clock clock) {
        this.cloud = cloud;
        this.http = http;
        this.clock = clock;
    }

    /** The mailbox of the person to whom this token was issued; cheap, made for each use. */
    public MailboxClient mailbox(AccessToken token) {
        return new MailboxClient(new GraphCalls(cloud, token, http, clock));
    }
}
