package orchestrator.demo;

import java.nio.file.Path;
import java.util.List;
import orchestrator.demo.ledger.LoopbackJars;
import orchestrator.demo.ledger.LoopbackNetwork;
import orchestrator.demo.process.JavaProgram;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.server.OwnServer;
import orchestrator.demo.server.State;

/** Starts a server of the demo's own, and before it what holds the server's state. */
final class OwnServerStart {

  private final ModeOptions mode;
  private final String channel;
  private final List<String> hospitals;
  private final Place place;

  OwnServerStart(ModeOptions mode, String channel, List<String> hospitals, Place place) {
    this.mode = mode;
    this.channel = channel;
    this.hospitals = List.copyOf(hospitals);
    this.place = place;
  }

  /**
   * Starts all of it.
   *
   * @param screen is told what it is
   * @param ending ends it
   * @throws orchestrator.demo.process.ProcessFailedException when something does not start
   */
  ServerAddresses start(Screen screen, Ending ending) {
    State state =
        switch (mode.mode()) {
          case embedded -> embedded(screen);
          case ledger -> ledger(screen, ending);
        };
    OwnServer server =
        new OwnServer(
            JavaProgram.running(), place.server(), state, channel, hospitals, screen::say);
    // Before it starts, so that a signal meanwhile ends it too.
    ending.addAlways(server::close);
    server.start();
    screen.say("A server of the demo's own: %s, pid %d.".formatted(server.address(), server.pid()));
    return ServerAddresses.of(server.address());
  }

  private State embedded(Screen screen) {
    screen.say("Mode embedded: the server holds the state itself.");
    return State.in(place.server().resolve("data"));
  }

  private State ledger(Screen screen, Ending ending) {
    String chaincode = mode.chaincode();
    Path identities = mode.identities().orElseGet(() -> loopback(screen, ending));
    screen.say(
        "Mode ledger: channel %s, chaincode %s; the server signs for %s."
            .formatted(channel, chaincode, String.join(", ", hospitals)));
    return State.onLedger(identities, chaincode);
  }

  private Path loopback(Screen screen, Ending ending) {
    LoopbackJars jars = LoopbackJars.named();
    LoopbackNetwork network =
        new LoopbackNetwork(
            JavaProgram.jar(jars.network()),
            jars.chaincode(),
            place.network(),
            channel,
            hospitals,
            ending::abort);
    ending.addAlways(network::close);
    screen.say("A Fabric network starts on loopback: a peer and a chaincode for each hospital.");
    Path identities = network.start();
    screen.say(
        "A Fabric network of the demo's own, pid %d; all of %s endorse."
            .formatted(network.pid(), String.join(", ", hospitals)));
    return identities;
  }
}
