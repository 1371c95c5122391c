package dev.latchkey.app;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** For those commands that run the service: it changes who can sign in. */
final class NewOwnerLinkOption {

    @Option(
            names = "--new-owner-link",
            description = "Prints a link by which the owner, who forgot the password, chooses another. It works once.")
    private boolean wanted;

    void printLink(RunningService service, PrintStream out) {
        service.printOwnerLink(out, wanted);
    }
}
