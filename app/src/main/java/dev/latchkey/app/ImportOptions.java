package dev.latchkey.app;

import dev.latchkey.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Mail to load into one of the sandbox's mailboxes. */
final class ImportOptions {

    @Option(
            names = "--import",
            required = true,
            paramLabel = "<folder or file>",
            description = "Loads a folder of .eml files, one of them, or an mbox file …")
    private Path source = Path.of("");

    @Option(
            names = "--mailbox",
            required = true,
            paramLabel = "<address>",
            description = "… into the inbox of this address.")
    private String mailbox = "";

    void load(Sandbox sandbox, PrintStream out) {
        try {
            var count = sandbox.exchange().mailImport().load(source, mailbox);
            out.println("Loaded %d messages into the inbox of %s".formatted(count, mailbox));
        } catch (IOException e) {
            throw new Refusal(ExitCode.WRONG_USE, "--import: " + Complaint.reason(e));
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.WRONG_USE, "--mailbox: " + Complaint.reason(e));
        }
    }
}
