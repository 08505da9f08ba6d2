package orchestrator.loopback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a network until it gets SIGTERM or its standard input ends. A program that holds the other
 * end of that leaves no network behind, however it ends itself.
 */
@Command(
    name = "fabric-loopback",
    mixinStandardHelpOptions = true,
    description = "Runs a Fabric network of several organizations on the loopback interface.")
public final class Main implements Callable<Integer> {
  @Option(names = "--chaincode", required = true, description = "The chaincode's runnable jar.")
  private Path chaincode = Path.of("");

  @Option(
      names = "--folder",
      required = true,
      description = "Gets certificates, keys, identities.yaml and logs.")
  private Path folder = Path.of("");

  @Option(names = "--channels", split = ",", defaultValue = "mychannel", description = "Channels.")
  private List<String> channels = List.of();

  @Option(
      names = "--organizations",
      split = ",",
      defaultValue = "MyOrg1MSP,MyOrg2MSP",
      description = "MSP ids of the organizations.")
  private List<String> organizations = List.of();

  @Override
  public Integer call() throws IOException {
    LoopbackSettings settings =
        LoopbackSettings.of(
                folder.toAbsolutePath(), List.of("-jar", chaincode.toAbsolutePath().toString()))
            .withChannels(channels)
            .withOrganizations(organizations);
    try (LoopbackFabric network = LoopbackFabric.start(settings)) {
      System.out.println("fabric-loopback: identities " + network.identities());
      while (System.in.read() >= 0) {
        // What comes in says nothing; only its end does.
      }
    }
    return 0;
  }

  /** Runs until it is ended. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Main());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("fabric-loopback: " + failure.getMessage());
          return 1;
        });
    System.exit(command.execute(arguments));
  }
}
