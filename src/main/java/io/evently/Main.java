package io.evently;

import io.evently.demonstration.OnSaleCommand;
import io.evently.embedded.EmbeddedServices;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: serves when it is given no command. */
@Command(
        name = "evently",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Sells seats for events. Without a command: starts a node.",
        subcommands = {ServeCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine line =
                new CommandLine(new Main()).addSubcommand(new OnSaleCommand(EmbeddedServices::runningDatabaseUrl));
        String[] words = args.length == 0 ? new String[] {ServeCommand.NAME} : args;
        int exit = line.execute(words);
        if (exit != ServeCommand.SERVING) {
            System.exit(exit);
        }
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Evently " + (version == null ? "(not packaged)" : version)};
        }
    }
}
