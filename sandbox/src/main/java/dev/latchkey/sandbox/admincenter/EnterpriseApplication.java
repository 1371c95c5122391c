package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.Directory.Application;

/** An application as a tenant knows it. */
public record EnterpriseApplication(Admin admin, Application application) {

    /** Where its pages are. */
    public String path() {
        return "/entra/" + admin.tenant().domain() + "/applications/" + application.clientId();
    }
}
