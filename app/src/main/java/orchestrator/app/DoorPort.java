package orchestrator.app;

import io.grpc.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orchestrator.console.Console;
import orchestrator.http.Door;
import orchestrator.http.DoorServices;
import orchestrator.http.DoorSettings;
import orchestrator.http.OwnForm;
import orchestrator.http.Page;
import orchestrator.http.account.AccountsException;
import orchestrator.server.StartException;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.Settings;
import orchestrator.server.http.HttpPort;
import orchestrator.server.http.OperatorPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the door as the HTTP port of a server in the same process.
 *
 * @param door the opened door
 * @param alone doors that serve one job alone
 * @param jobs what runs behind them
 */
record DoorPort(Door door, List<Door> alone, Jobs jobs) implements HttpPort {
  private static final Logger LOG = LoggerFactory.getLogger(DoorPort.class);

  /** Makes the settings of a door at an address. */
  interface Plan extends Function<InetSocketAddress, DoorSettings> {}

  /** Opens it, as {@link HttpPort.Opener} says. */
  static HttpPort open(Settings settings, Map<String, OperatorPages.Source> pages, Channel api)
      throws IOException {
    Map<String, Page.Source> shown = ServerDoor.pages(pages);
    return open(
        address -> ServerDoor.settings(settings, address, shown),
        settings.endpoints().http().address(),
        api,
        onLoopback -> Jobs.of(settings, api, onLoopback),
        settings.job(GraphSettings.class).flatMap(GraphSettings::listen));
  }

  /**
   * Opens a door, and another one for each job that is to have a port of its own.
   *
   * @param plan says how
   * @param start starts the jobs, given whether only this machine reaches the doors of graphs
   * @param graphs where graphs are served alone
   */
  static DoorPort open(
      Plan plan,
      InetSocketAddress address,
      Channel api,
      Function<Boolean, Jobs> start,
      Optional<Endpoint> graphs)
      throws IOException {
    Door.prepare();
    boolean onLoopback =
        address.getAddress().isLoopbackAddress() && graphs.filter(it -> !isLoopback(it)).isEmpty();
    Jobs jobs = start.apply(onLoopback);
    List<Door> doors = new ArrayList<>();
    try {
      DoorSettings main = plan.apply(address);
      if (main.access() instanceof DoorSettings.Closed closed) {
        LOG.info("over HTTP there are pages for operators only: {}", closed.reason());
      }
      Door door = open(main, Optional.of(api), jobs.besideTheApi().withOpen(Console.services()));
      doors.add(door);
      if (graphs.isPresent() && jobs.graphs().isPresent()) {
        doors.add(graphDoor(plan, graphs.get(), jobs.graphs().get()));
      }
      if (jobs.learning().isPresent() && jobs.learning().get().settings().listen().isPresent()) {
        doors.add(
            learningDoor(
                plan, jobs.learning().get().settings().listen().get(), jobs.learning().get()));
      }
      jobs.graphs().ifPresent(it -> it.start(door.address(), main.tls().isPresent()));
      return new DoorPort(door, doors.subList(1, doors.size()), jobs);
    } catch (IOException | RuntimeException e) {
      doors.forEach(Door::close);
      jobs.close();
      throw e;
    }
  }

  private static boolean isLoopback(Endpoint endpoint) {
    InetSocketAddress address = endpoint.address();
    return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }

  private static Door graphDoor(Plan plan, Endpoint listen, GraphJob graphs) {
    String setting = "--graph-listen " + listen;
    DoorSettings door = alone(plan, setting, listen);
    if (!isLoopback(listen) && !(door.access() instanceof DoorSettings.ByAccount)) {
      throw new StartException(setting + " is beyond loopback, where it needs --accounts");
    }
    return openAlone(setting, door, graphs.services().alone());
  }

  private static Door learningDoor(Plan plan, Endpoint listen, LearningJob learning) {
    String setting = "--learning-listen " + listen;
    DoorSettings door = alone(plan, setting, listen);
    boolean hasAccounts =
        door.access() instanceof DoorSettings.ByAccount
            || learning.settings().account().isPresent();
    if (!isLoopback(listen) && !hasAccounts) {
      throw new StartException(
          setting
              + " is beyond loopback, where it needs --accounts, or --learning-user and"
              + " --learning-password");
    }
    Door opened = openAlone(setting, door, learning.services().alone());
    LOG.info("learning is served on {}", Endpoint.of(opened.address()));
    return opened;
  }

  private static DoorSettings alone(Plan plan, String setting, Endpoint listen) {
    InetSocketAddress address = listen.address();
    if (address.isUnresolved()) {
      throw new StartException(setting + ": the host is not known");
    }
    return plan.apply(address).withoutPages();
  }

  private static Door openAlone(String setting, DoorSettings door, DoorServices services) {
    try {
      return open(door, Optional.empty(), services);
    } catch (IOException e) {
      throw new StartException(setting + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a door.
   *
   * @throws StartException when the accounts cannot be used
   * @throws IOException when the address cannot be bound
   */
  static Door open(DoorSettings settings, Optional<Channel> api, DoorServices services)
      throws IOException {
    boolean hasAccounts =
        settings.access() instanceof DoorSettings.ByAccount
            || services.own().flatMap(OwnForm::account).isPresent();
    if (hasAccounts
        && settings.tls().isEmpty()
        && !settings.address().getAddress().isLoopbackAddress()) {
      LOG.warn("over HTTP passwords and tokens travel in the clear, unless a proxy speaks TLS");
    }
    try {
      return Door.open(settings, api, services);
    } catch (AccountsException e) {
      throw new StartException("--accounts " + e.getMessage(), e);
    }
  }

  @Override
  public InetSocketAddress address() {
    return door.address();
  }

  @Override
  public void close() {
    alone.forEach(Door::close);
    door.close();
    jobs.close();
  }
}
