package io.evently;

import io.evently.embedded.EmbeddedServices;
import io.evently.onsale.OnSaleCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: serves when it is given no command. */
@Command(
        name = "evently",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Sells seats for events. Without a command: starts a node.",
        subcommands = {ServeCommand.class, RehearseCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The usual start does without the parser of command lines, which costs it a tenth of a second.
        int exit = args.length == 0 ? new ServeCommand().call() : line().execute(args);
        if (exit != ServeCommand.SERVING) {
            System.exit(exit);
        }
    }

    private static CommandLine line() {
        return new CommandLine(new Main()).addSubcommand(new OnSaleCommand(EmbeddedServices::runningDatabaseUrl));
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Evently " + ProgramVersion.text()};
        }
    }
}
