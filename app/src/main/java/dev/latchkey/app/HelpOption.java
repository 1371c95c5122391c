package dev.latchkey.app;

import picocli.CommandLine.Option;

/** Each command has it. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean asked;
}
