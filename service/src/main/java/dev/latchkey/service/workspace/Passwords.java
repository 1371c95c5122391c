package dev.latchkey.service.workspace;

/** What passwords may be chosen: length is what counts (NIST SP 800-63B §3.1.1.2). */
final class Passwords {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 500;

    private Passwords() {}

    static boolean acceptable(String password) {
        return password.length() >= SHORTEST && password.length() <= LONGEST;
    }
}
