package dev.latchkey.service.approval;

import java.time.Instant;

/**
 * A sign-in that Microsoft stopped and told us of, as an administrator finds it in their sign-in logs.
 *
 * @param address as far as whoever has the link may see it
 * @param code such as {@code AADSTS53003}; empty where Microsoft named none
 */
public record StoppedSignIn(String address, Instant at, String code, String correlationId) {}
