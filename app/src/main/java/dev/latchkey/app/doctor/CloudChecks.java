package dev.latchkey.app.doctor;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.http.HttpReply;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Whether the cloud answers, and whether our clock agrees with its. */
final class CloudChecks {

    /** Entra ID takes signed proofs that are up to five minutes off; what is near that is worth a complaint. */
    private static final Duration CLOCK_MAY_DIFFER = Duration.ofMinutes(2);

    private final Cloud cloud;
    private final Call call;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    CloudChecks(Cloud cloud, Call call, Clock clock) {
        this.cloud = cloud;
        this.call = call;
        this.clock = clock;
    }

    List<Check> all() {
        var checks = new ArrayList<Check>();
        // https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
        var reply = call.get(URI.create(cloud.login() + "/organizations/v2.0/.well-known/openid-configuration"));
        var keys = reply instanceof HttpReply.Answer answer && answer.success()
                ? read(answer).path("jwks_uri").stringValue("")
                : "";
        if (keys.isEmpty()) {
            checks.add(Check.fail(
                    "discovery",
                    cloud.login() + " does not answer as Entra ID does: " + Call.trouble(reply)
                            + "; see LATCHKEY_MICROSOFT_CLOUD, the network and its proxy"));
            checks.add(Check.skipped("signing_keys", "their address is not known"));
        } else {
            checks.add(Check.ok("discovery", cloud.login().toString()));
            checks.add(signingKeys(URI.create(keys)));
        }
        checks.add(clock(reply));
        return checks;
    }

    private Check signingKeys(URI address) {
        var reply = call.get(address);
        var found = reply instanceof HttpReply.Answer answer && answer.success()
                ? read(answer).path("keys").size()
                : 0;
        return found == 0
                ? Check.fail("signing_keys", address + " gives no keys: " + Call.trouble(reply))
                : Check.ok("signing_keys", found + " at " + address);
    }

    private Check clock(HttpReply reply) {
        if (!(reply instanceof HttpReply.Answer answer) || answer.header("Date").isEmpty()) {
            return Check.skipped("clock", "no answer with a time in it");
        }
        try {
            var theirs = DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    answer.header("Date").get(), Instant::from);
            var difference = Duration.between(theirs, clock.instant());
            return difference.abs().compareTo(CLOCK_MAY_DIFFER) > 0
                    ? Check.fail(
                            "clock",
                            "this machine is %d s %s Microsoft: switch on time synchronization (NTP)"
                                    .formatted(
                                            difference.abs().toSeconds(),
                                            difference.isNegative() ? "behind" : "ahead of"))
                    : Check.ok("clock", difference.abs().toSeconds() + " s from Microsoft's");
        } catch (DateTimeException e) {
            return Check.skipped("clock", "the answer's time cannot be read");
        }
    }

    private JsonNode read(HttpReply.Answer answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
