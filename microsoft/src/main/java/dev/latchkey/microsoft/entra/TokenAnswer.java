package dev.latchkey.microsoft.entra;

import org.jspecify.annotations.Nullable;

/** What the token endpoint sent, before anybody looked at its id_token. */
sealed interface TokenAnswer {

    record Tokens(TokenReply.Granted granted, @Nullable String idToken) implements TokenAnswer {

        @Override
        public String toString() {
            return "Tokens[***]";
        }
    }

    record None(TokenReply why) implements TokenAnswer {}
}
