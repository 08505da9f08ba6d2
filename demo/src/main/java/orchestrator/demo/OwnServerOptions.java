package orchestrator.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import orchestrator.demo.process.Attached;
import orchestrator.demo.process.FabricIdentities;
import orchestrator.demo.process.LoopbackNetwork;
import orchestrator.demo.process.OwnServer;
import orchestrator.demo.screen.Screen;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says who holds the state of the demo's own server, and starts it. */
final class OwnServerOptions {
  /** Who holds the state; the names are those of the command line. */
  enum Mode {
    /** The server itself, in a folder. */
    embedded,
    /** A Hyperledger Fabric network. */
    ledger
  }

  /** The names that Fabric allows a channel. */
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9.-]*");

  /** On the loopback network an organization is a folder too. */
  private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Who holds the state of the demo's own server: embedded, the server itself; ledger, a"
              + " Hyperledger Fabric network, which the demo starts on loopback unless"
              + " --fabric-identities names one (default embedded).")
  private Optional<Mode> mode;

  @Option(
      names = "--fabric-identities",
      paramLabel = "FILE",
      description =
          "A Fabric network that runs already: the organizations that the demo's server signs for,"
              + " with their peers, as serve reads them. Needs --mode ledger.")
  private Optional<Path> identities;

  @Option(
      names = "--fabric-chaincode",
      paramLabel = "NAME",
      description = "The chaincode's name on that network's channel (default orchestrator).")
  private Optional<String> chaincode;

  @Option(
      names = "--console",
      description =
          "Tell where the study can be watched in a browser, and keep the server when it is done,"
              + " until Ctrl-C.")
  private boolean console;

  private Optional<OwnServer> server = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** Throws what is wrong with these options taken together, as picocli tells it. */
  void check(boolean givenServer) {
    require(
        !givenServer || mode.isEmpty(),
        "--mode is for a server of the demo's own, and --server names another");
    require(
        !givenServer || !console,
        "--console is for a server of the demo's own, and --server names another");
    require(identities.isEmpty() || isOnLedger(), "--fabric-identities needs --mode ledger");
    require(
        chaincode.isEmpty() || identities.isPresent(),
        "--fabric-chaincode needs --fabric-identities");
  }

  /** The organizations of a network that runs already; empty without one. */
  Optional<List<String>> organizations() {
    try {
      return identities.map(FabricIdentities::organizations);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--fabric-identities: " + e.getMessage(), e);
    }
  }

  /** Throws what is wrong with them for these hospitals on this channel. */
  void check(List<String> hospitals, String channel) {
    if (!isOnLedger()) {
      return;
    }
    require(
        CHANNEL.matcher(channel).matches(),
        "--channel: on a ledger a name is made of a-z, 0-9, - and ., and starts with a letter");
    Optional<List<String>> known = organizations();
    for (String name : hospitals) {
      require(
          known.isEmpty() || known.get().contains(name),
          "--organizations: %s has no identity in %s".formatted(name, identities.orElse(null)));
      require(
          known.isPresent() || ORGANIZATION.matcher(name).matches(),
          ("--organizations: on the loopback network a name is made of letters, digits, - . _,"
                  + " not \"%s\"")
              .formatted(name));
    }
    if (known.isEmpty()) {
      LoopbackNetwork.fault(System::getProperty)
          .ifPresent(fault -> require(false, "--mode ledger: " + fault));
    }
  }

  /** Whether the demo's own server is a facade of a ledger. */
  boolean isOnLedger() {
    return mode.filter(Mode.ledger::equals).isPresent();
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), fault);
    }
  }

  /**
   * Starts the server, and before it what holds its state.
   *
   * @param folder gets data, configuration and logs
   * @param more what else it is told
   * @param screen is told what it is
   * @param ending ends it
   * @return where it serves
   * @throws orchestrator.demo.process.ProcessFailedException when something does not start
   */
  Served start(
      Path folder,
      String channel,
      List<String> hospitals,
      More more,
      Screen screen,
      Ending ending) {
    Path files = folder.resolve("server");
    List<String> options = new ArrayList<>(more.options());
    if (isOnLedger()) {
      Path network =
          identities.orElseGet(
              () -> startNetwork(folder.resolve("network"), channel, hospitals, screen, ending));
      String code = chaincode.orElse(LoopbackNetwork.CHAINCODE);
      screen.say(
          "Mode ledger: channel %s, chaincode %s; the server signs for %s."
              .formatted(channel, code, String.join(", ", hospitals)));
      options.addAll(
          List.of("--mode=ledger", "--fabric-identities=" + network, "--fabric-chaincode=" + code));
    } else {
      screen.say("Mode embedded: the server holds the state itself.");
      options.add("--data=" + files.resolve("data"));
    }
    String main = command.root().userObject().getClass().getName();
    OwnServer own =
        new OwnServer(
            Attached.program(main),
            files,
            options,
            more.environment(),
            channel,
            hospitals,
            screen::say);
    // Before it starts, so that a signal meanwhile ends it too.
    ending.addAlways(own::close);
    String address = own.start();
    screen.say("A server of the demo's own: %s, pid %d.".formatted(address, own.pid()));
    if (console) {
      server = Optional.of(own);
      screen.say(console(own));
    }
    return new Served(address, own::door);
  }

  /**
   * Says where a server serves, {@code host:port} each.
   *
   * @param door waits until that is known
   */
  record Served(String grpc, Supplier<String> door) {}

  /** What a server is told besides where its state is. */
  record More(List<String> options, Map<String, String> environment) {
    static final More NOTHING = new More(List.of(), Map.of());
  }

  private static String console(OwnServer server) {
    return "The console: http://" + server.door() + "/";
  }

  /** Keeps the server for who looks at its console, until a signal ends this process. */
  void keepForConsole() {
    server.ifPresent(
        own -> {
          System.out.println(console(own) + " (until Ctrl-C)");
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static Path startNetwork(
      Path folder, String channel, List<String> hospitals, Screen screen, Ending ending) {
    LoopbackNetwork network = LoopbackNetwork.in(folder);
    ending.addAlways(network::close);
    screen.say("A Fabric network starts on loopback: a peer and a chaincode for each hospital.");
    Path identities = network.start(channel, hospitals, OwnServerOptions::exit);
    screen.say(
        "A Fabric network of the demo's own, pid %d; all of %s endorse."
            .formatted(network.pid(), String.join(", ", hospitals)));
    return identities;
  }

  /** Without its network nothing can go on, whatever the run waits for. */
  private static void exit(String why) {
    System.err.println("demo: " + why);
    System.exit(ExitCode.SOFTWARE);
  }
}
