package dev.latchkey.service.workspace;

import dev.latchkey.service.vault.Binding;
import dev.latchkey.service.vault.Secret;
import dev.latchkey.service.vault.Vault;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Carries a new secret over the redirect that follows its making, so that the page which shows it can be loaded again
 * without making another. On the way it lies in the session, sealed.
 */
@Component
final class ShownOnce {

    private static final String ATTRIBUTE = "shownOnce";

    private final Vault vault;

    ShownOnce(Vault vault) {
        this.vault = vault;
    }

    void put(RedirectAttributes next, SignedIn signedIn, String secret) {
        next.addFlashAttribute(ATTRIBUTE, vault.seal(new Secret(secret), binding(signedIn)));
    }

    Optional<String> take(Model model, SignedIn signedIn) {
        return model.getAttribute(ATTRIBUTE) instanceof byte[] sealed
                ? Optional.of(vault.open(sealed, binding(signedIn)).value())
                : Optional.empty();
    }

    private static Binding binding(SignedIn signedIn) {
        return new Binding(signedIn.workspace(), signedIn.memberId(), ATTRIBUTE);
    }
}
