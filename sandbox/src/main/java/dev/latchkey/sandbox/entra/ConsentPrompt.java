package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Application;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.Directory.User;
import java.util.List;

/**
 * What the page "Permissions requested" shows.
 *
 * @param action where its form goes
 * @param ctx what the form sends back
 * @param tenant the organisation to which the account belongs
 * @param everyone the whole organisation is asked for, as an administrator's link or the admin center does
 * @param mayIncludeEveryone the box "Consent on behalf of your organization" is there
 */
public record ConsentPrompt(
        String action,
        String ctx,
        User account,
        Tenant tenant,
        Application application,
        List<Permission> permissions,
        boolean everyone,
        boolean mayIncludeEveryone) {}
