package dev.latchkey.service.connect;

import dev.latchkey.service.mailbox.AccessLevel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a new link is to be. */
record LinkDraft(
        String member,
        AccessLevel access,
        @Nullable String expectedAddress,
        @Nullable String confirmedAddress,
        @Nullable String mailboxId,
        @Nullable String returnUrl,
        @Nullable String language,
        boolean sendOnly,
        Duration lifetime) {}
