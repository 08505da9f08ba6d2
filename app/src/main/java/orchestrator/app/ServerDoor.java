package orchestrator.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.http.DoorSettings;
import orchestrator.http.DoorSettings.Access;
import orchestrator.http.DoorSettings.TlsFiles;
import orchestrator.http.Page;
import orchestrator.server.config.HttpSettings;
import orchestrator.server.config.Settings;
import orchestrator.server.config.Tls;
import orchestrator.server.http.OperatorPages;

/** Says how the doors of a server in the same process are opened. */
final class ServerDoor {
  /** What is left of a stop when the API takes no more calls. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private ServerDoor() {}

  static DoorSettings settings(
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

  private static Access access(InetAddress address, Settings settings) {
    HttpSettings http = settings.http();
    boolean mutual = settings.tls().flatMap(Tls::mutual).isPresent();
    if (http.accounts().isPresent()) {
      return new DoorSettings.ByAccount(http.accounts().get().path());
    }
    if (!address.isLoopbackAddress()) {
      return new DoorSettings.Closed(
          "beyond loopback the API is served over HTTP with --accounts only");
    }
    if (mutual) {
      return new DoorSettings.Closed(
          "callers of this API show certificates, so that it is served over HTTP with --accounts"
              + " only");
    }
    return new DoorSettings.ByName(settings.channels().organizations());
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

  static Map<String, Page.Source> pages(Map<String, OperatorPages.Source> pages) {
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
}
