package orchestrator.chaincode;

import java.net.URISyntaxException;
import java.nio.file.Path;
import orchestrator.chaincode.pack.PackageCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the jar's command line, which has commands for people beside running as chaincode. */
@Command(
    name = Commands.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description = "The orchestrator as chaincode of a Hyperledger Fabric network.",
    footer = {
      "",
      "Without a command it runs as chaincode: CHAINCODE_SERVER_ADDRESS says where to listen,"
          + " CORE_CHAINCODE_ID_NAME is the id of the installed package."
    })
final class Commands {
  static final String NAME = "orchestrator-chaincode";

  private Commands() {}

  /** Tells the version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {NAME + " " + ChaincodeModule.version().text()};
    }
  }

  /** Commands that end with 0 when done, 1 when failed, 2 when asked wrongly. */
  static CommandLine commandLine() {
    CommandLine commands =
        new CommandLine(new Commands()).addSubcommand(new PackageCommand(ownJar()));
    return commands
        .setParameterExceptionHandler(
            (e, arguments) -> fail(e.getCommandLine(), sentence(e), CommandLine.ExitCode.USAGE))
        .setExecutionExceptionHandler(
            (e, at, parsed) -> fail(at, e.getMessage(), CommandLine.ExitCode.SOFTWARE));
  }

  /** Of what is unknown only the first matters: what follows may have been meant as its value. */
  private static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unknown) {
      String first = unknown.getUnmatched().get(0).replaceFirst("=.*", "");
      return (first.startsWith("-") ? "unknown option " : "unknown argument ")
          + first
          + "; "
          + wrong.getCommandLine().getCommandSpec().qualifiedName()
          + " --help tells what there is";
    }
    return wrong.getMessage();
  }

  private static int fail(CommandLine commandLine, String sentence, int code) {
    commandLine.getErr().println(NAME + ": " + sentence);
    return code;
  }

  private static Path ownJar() {
    try {
      return Path.of(Commands.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program does not know where it is", e);
    }
  }
}
