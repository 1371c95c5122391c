package dev.latchkey.service.workspace;

import dev.latchkey.service.db.WorkspaceId;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The member who is signed in, as the session remembers them. */
public final class SignedIn implements UserDetails, CredentialsContainer, Serializable {

    private static final long serialVersionUID = 1;

    private final String workspace;
    private final String memberId;
    private final String email;
    private final String name;
    private final Role role;
    private @Nullable String passwordHash;

    SignedIn(Member member, @Nullable String passwordHash) {
        this.workspace = member.workspace().value();
        this.memberId = member.id();
        this.email = member.email();
        this.name = member.name();
        this.role = member.role();
        this.passwordHash = passwordHash;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public String memberId() {
        return memberId;
    }

    public String email() {
        return email;
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    /** Whether a mailbox or link under that name is theirs: members of ours are named by their email. */
    public boolean is(String member) {
        return email.equalsIgnoreCase(member);
    }

    /** Their own, and where they manage the workspace anybody's. */
    public boolean mayUse(String member) {
        return manages() || is(member);
    }

    /** Whether they may manage API keys, webhooks and other people's mailboxes. */
    public boolean manages() {
        return role != Role.MEMBER;
    }

    @Override
    public String getUsername() {
        return email;
    }

    @Override
    public String getPassword() {
        return passwordHash == null ? "" : passwordHash;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
