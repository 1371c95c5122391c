package dev.latchkey.service.connect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tenant's approval.
 *
 * @param consent as in the API, such as {@code reported}
 * @param approvalLink id of the page for its administrators
 * @param sendingRefused whether somebody there tried to connect for sending alone in vain
 */
record Standing(String consent, String domain, @Nullable String approvalLink, boolean sendingRefused) {

    /** Of the link {@code :id}, {@code :now}. */
    static final String QUERY = """
            select
                case
                    when w.shown = 'cannot_access' then 'blocked'
                    when w.scopes <@ t.granted_scopes and w.stopped_at < t.proved_at then 'granted'
                    when t.consent = 'reported' and w.stopped_at < t.reported_at + interval '10 minutes' then 'reported'
                    when t.consent = 'partial' and w.stopped_at < t.proved_at then 'partial'
                    when t.consent = 'revoked' then 'revoked'
                    when w.shown = 'approval_required' then 'requested'
                    else 'needed'
                end as consent,
                t.domain,
                (select a.id from approval_links a where a.tenant = t.id and a.revoked_at is null and a.expires_at > :now
                    order by a.created_at desc limit 1) as approval_link,
                exists (select 1 from approval_waiters o join connect_links l on l.id = o.link_id
                        where o.tenant = t.id and l.mailbox_id is null and l.tried_sending_at = '-infinity')
                    and not exists (select 1 from mailboxes m where m.tenant_id = t.tenant_id and m.access = 'send')
                    as sending_refused
            from approval_waiters w join tenants t on t.id = w.tenant
            where w.link_id = :id
            """;

    /** Whether it is worth trying again. */
    public boolean tryNow() {
        return List.of("reported", "granted").contains(consent);
    }

    /** Whether less than the whole may be let through meanwhile. */
    public boolean sendingMayWork() {
        return !tryNow() && !sendingRefused && !consent.equals("blocked");
    }

    static Standing of(ResultSet row, int number) throws SQLException {
        return new Standing(
                row.getString("consent"),
                row.getString("domain"),
                row.getString("approval_link"),
                row.getBoolean("sending_refused"));
    }
}
