package orchestrator.app;

import io.grpc.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import orchestrator.console.Console;
import orchestrator.http.Door;
import orchestrator.http.DoorServices;
import orchestrator.http.DoorSettings;
import orchestrator.http.DoorSettings.Access;
import orchestrator.http.DoorSettings.TlsFiles;
import orchestrator.http.Page;
import orchestrator.http.account.AccountsException;
import orchestrator.server.StartException;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.HttpSettings;
import orchestrator.server.config.Settings;
import orchestrator.server.config.Tls;
import orchestrator.server.http.HttpPort;
import orchestrator.server.http.OperatorPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the door as the HTTP port of a server in the same process.
 *
 * @param door the opened door
 * @param graphs runs graphs, if it is to
 * @param graphDoor serves graphs alone, if there is such a port
 */
record DoorPort(Door door, Optional<GraphJob> graphs, Optional<Door> graphDoor)
    implements HttpPort {
  /** What is left of a stop when the API takes no more calls. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final Logger LOG = LoggerFactory.getLogger(DoorPort.class);

  /** Opens it, as {@link HttpPort.Opener} says. */
  static HttpPort open(Settings settings, Map<String, OperatorPages.Source> pages, Channel api)
      throws IOException {
    Map<String, Page.Source> shown = pages(pages);
    return open(
        address -> door(settings, address, shown),
        settings.endpoints().http().address(),
        settings.job(GraphSettings.class).flatMap(GraphSettings::listen),
        api,
        onLoopback -> GraphJob.of(settings, api, onLoopback));
  }

  /**
   * Opens a door, and another one for graphs if there is such a port.
   *
   * @param settings for an address
   * @param alone where graphs are served alone
   * @param graphs the job, given whether only this machine reaches the doors
   */
  static DoorPort open(
      Function<InetSocketAddress, DoorSettings> settings,
      InetSocketAddress address,
      Optional<Endpoint> alone,
      Channel api,
      Function<Boolean, Optional<GraphJob>> graphs)
      throws IOException {
    Door.prepare();
    boolean onLoopback =
        address.getAddress().isLoopbackAddress() && alone.filter(it -> !isLoopback(it)).isEmpty();
    Optional<GraphJob> job = graphs.apply(onLoopback);
    DoorServices beside = job.map(it -> it.services().besideTheApi()).orElse(DoorServices.NONE);
    DoorSettings main = settings.apply(address);
    Door door = open(main, Optional.of(api), beside.withOpen(Console.services()));
    try {
      Optional<Door> graphDoor =
          alone.isEmpty() || job.isEmpty()
              ? Optional.empty()
              : Optional.of(graphDoor(settings, alone.get(), job.get()));
      job.ifPresent(it -> it.start(door.address(), main.tls().isPresent()));
      return new DoorPort(door, job, graphDoor);
    } catch (IOException | RuntimeException e) {
      door.close();
      throw e;
    }
  }

  private static boolean isLoopback(Endpoint endpoint) {
    InetSocketAddress address = endpoint.address();
    return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }

  private static Door graphDoor(
      Function<InetSocketAddress, DoorSettings> settings, Endpoint listen, GraphJob graphs)
      throws IOException {
    DoorSettings door = settings.apply(listen.address()).withoutPages();
    if (!isLoopback(listen) && !(door.access() instanceof DoorSettings.ByAccount)) {
      throw new StartException(
          "--graph-listen " + listen + " is beyond loopback, where it needs --accounts");
    }
    try {
      return open(door, Optional.empty(), graphs.services().alone());
    } catch (IOException e) {
      throw new StartException("--graph-listen " + listen + ": " + e.getMessage(), e);
    }
  }

  private static DoorSettings door(
      Settings settings, InetSocketAddress address, Map<String, Page.Source> pages) {
    return new DoorSettings(
        address,
        access(address.getAddress(), settings),
        tls(settings),
        settings.http().hosts(),
        settings.http().corsOrigins(),
        pages,
        settings.limits().messageBytes(),
        settings.http().connections(),
        settings.reload().interval(),
        GRACE);
  }

  /**
   * Opens a door.
   *
   * @throws StartException when the accounts cannot be used
   * @throws IOException when the address cannot be bound
   */
  static Door open(DoorSettings settings, Optional<Channel> api, DoorServices services)
      throws IOException {
    boolean passwordsInTheClear =
        settings.access() instanceof DoorSettings.ByAccount
            && settings.tls().isEmpty()
            && !settings.address().getAddress().isLoopbackAddress();
    if (passwordsInTheClear) {
      LOG.warn("over HTTP passwords and tokens travel in the clear, unless a proxy speaks TLS");
    }
    try {
      return Door.open(settings, api, services);
    } catch (AccountsException e) {
      throw new StartException("--accounts " + e.getMessage(), e);
    }
  }

  private static Access access(InetAddress address, Settings settings) {
    HttpSettings http = settings.http();
    boolean mutual = settings.tls().flatMap(Tls::mutual).isPresent();
    if (http.accounts().isPresent()) {
      return new DoorSettings.ByAccount(http.accounts().get().path());
    }
    if (!address.isLoopbackAddress()) {
      return closed("beyond loopback the API is served over HTTP with --accounts only");
    }
    if (mutual) {
      return closed(
          "callers of this API show certificates, so that it is served over HTTP with --accounts"
              + " only");
    }
    return new DoorSettings.ByName(settings.channels().organizations());
  }

  private static Access closed(String reason) {
    LOG.info("over HTTP there are pages for operators only: {}", reason);
    return new DoorSettings.Closed(reason);
  }

  private static Optional<TlsFiles> tls(Settings settings) {
    return tls(settings.http())
        .or(
            () ->
                settings
                    .tls()
                    .map(tls -> new TlsFiles(tls.certificate().path(), tls.key().path())));
  }

  /** The certificate of the port's own. */
  static Optional<TlsFiles> tls(HttpSettings http) {
    return http.tls().map(own -> new TlsFiles(own.certificate().path(), own.key().path()));
  }

  private static Map<String, Page.Source> pages(Map<String, OperatorPages.Source> pages) {
    Map<String, Page.Source> shown = new TreeMap<>();
    pages.forEach(
        (path, source) ->
            shown.put(
                path,
                accept -> {
                  var page = source.show(accept);
                  return new Page(page.status(), page.contentType(), page.body());
                }));
    return shown;
  }

  @Override
  public InetSocketAddress address() {
    return door.address();
  }

  @Override
  public void close() {
    graphDoor.ifPresent(Door::close);
    door.close();
    graphs.ifPresent(GraphJob::close);
  }
}
