package dev.latchkey.app;

/** The start cannot go on, for a reason that the person at the terminal can mend. */
final class Refusal extends RuntimeException {

    final ExitCode exitCode;

    Refusal(ExitCode exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }
}
