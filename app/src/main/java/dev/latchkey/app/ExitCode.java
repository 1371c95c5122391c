package dev.latchkey.app;

/** How the process ends; the numbers are those of BSD's sysexits.h where it has a word for the case. */
enum ExitCode {
    WELL(0),
    FAILED(1),
    WRONG_USE(2),
    DATA_FOLDER(73),
    DATABASE(74),
    PORT_TAKEN(75),
    CONFIGURATION(78);

    final int number;

    ExitCode(int number) {
        this.number = number;
    }
}
