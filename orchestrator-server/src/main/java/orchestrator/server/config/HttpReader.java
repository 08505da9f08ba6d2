package orchestrator.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Declares and reads the settings of the HTTP port. */
public final class HttpReader {
  static final Setting<Endpoint> LISTEN =
      Setting.of(
          "http-listen",
          "HOST:PORT",
          "127.0.0.1:8484",
          "where the API is served over HTTP, and /healthz, /readyz and /metrics; beyond loopback"
              + " the API needs --accounts",
          Endpoint::parse);

  /** The same of a door alone, which has no figures to show. */
  private static final Setting<Endpoint> LISTEN_ALONE =
      Setting.of(
          LISTEN.name(),
          LISTEN.value(),
          LISTEN.fallback().orElseThrow(),
          "where the API is served over HTTP, and /healthz and /readyz; beyond loopback it needs"
              + " --accounts",
          LISTEN.parser());

  static final Setting<Path> ACCOUNTS =
      Setting.optional(
          "accounts",
          "FILE",
          "YAML file of the accounts that may call the API over HTTP; bin/orchestrator account"
              + " writes it",
          SettingValues::path);
  static final Setting<Path> TLS_CERT =
      Setting.optional(
          "http-tls-cert",
          "FILE",
          "PEM file of the HTTP port's own certificate; without it, the port shows the API's if"
              + " that has one",
          SettingValues::path);
  static final Setting<Path> TLS_KEY =
      Setting.optional(
          "http-tls-key",
          "FILE",
          "PEM file of the private key of that certificate",
          SettingValues::path);
  static final Setting<Set<String>> HOSTS =
      Setting.optional(
          "http-hosts",
          "NAME,...",
          "names under which the HTTP port is called, besides those of loopback; matters without"
              + " accounts",
          text -> items(text, HttpReader::host));
  static final Setting<Set<String>> CORS_ORIGINS =
      Setting.optional(
          "http-cors-origins",
          "ORIGIN,...",
          "origins whose pages may call the API, such as https://example.org",
          text -> items(text, HttpReader::origin));
  static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "http-connections",
          "COUNT",
          "2000",
          "connections to the HTTP port that may be open; one more takes the place of one without"
              + " a request",
          text -> Sizes.count(text, 1_000_000));

  /** All of them, in the order in which help and documents list them. */
  public static final List<Setting<?>> ALL =
      List.of(LISTEN, ACCOUNTS, TLS_CERT, TLS_KEY, HOSTS, CORS_ORIGINS, CONNECTIONS);

  /** Those of a door that is a process of its own. */
  public static final List<Setting<?>> OF_A_DOOR_ALONE =
      Stream.concat(
              ALL.stream().map(setting -> setting.equals(LISTEN) ? LISTEN_ALONE : setting),
              Stream.of(
                  CommonSettings.MESSAGE_SIZE,
                  CommonSettings.RELOAD_INTERVAL,
                  CommonSettings.SHUTDOWN_GRACE,
                  CommonSettings.LOG_LEVEL))
          .toList();

  private HttpReader() {}

  /**
   * Holds what a door that is a process of its own is started with.
   *
   * @param listen where it is
   * @param http who may call it, and how
   * @param messageBytes greatest request
   * @param reload how often files are looked at
   * @param grace how long its end may take
   * @param logLevel of its log
   */
  public record DoorAlone(
      Endpoint listen,
      HttpSettings http,
      int messageBytes,
      Duration reload,
      Duration grace,
      LogLevel logLevel) {}

  /**
   * Reads the settings of a door that is a process of its own.
   *
   * @throws SettingsException that names the first that cannot be used
   */
  public static DoorAlone readAlone(SettingSource source) {
    source.refuseUnknownVariables();
    source.refuseEmptyFlags();
    return new DoorAlone(
        source.get(LISTEN_ALONE),
        read(source),
        source.get(CommonSettings.MESSAGE_SIZE),
        source.get(CommonSettings.RELOAD_INTERVAL),
        source.get(CommonSettings.SHUTDOWN_GRACE),
        source.get(CommonSettings.LOG_LEVEL));
  }

  /**
   * Reads the settings of the HTTP door.
   *
   * @throws SettingsException that names the first that cannot be used
   */
  public static HttpSettings read(SettingSource source) {
    refuseLone(source, TLS_CERT, TLS_KEY);
    refuseLone(source, TLS_KEY, TLS_CERT);
    Optional<HttpSettings.TlsFiles> tls =
        file(source, TLS_CERT)
            .map(
                certificate ->
                    new HttpSettings.TlsFiles(certificate, file(source, TLS_KEY).orElseThrow()));
    tls.ifPresent(HttpSettings.TlsFiles::check);
    return new HttpSettings(
        file(source, ACCOUNTS),
        tls,
        source.find(HOSTS).orElse(Set.of()),
        source.find(CORS_ORIGINS).orElse(Set.of()),
        source.get(CONNECTIONS));
  }

  private static void refuseLone(SettingSource source, Setting<Path> one, Setting<Path> other) {
    if (source.has(one) && !source.has(other)) {
      throw new SettingsException(source.key(one) + " needs " + other.flag());
    }
  }

  private static Optional<SettingFile> file(SettingSource source, Setting<Path> setting) {
    return source.find(setting).map(path -> SettingFile.file(source.key(setting), path));
  }

  private static Set<String> items(String text, UnaryOperator<String> item) {
    Set<String> items = new TreeSet<>();
    for (String each : text.split(",", -1)) {
      items.add(item.apply(each.strip()));
    }
    return items;
  }

  private static String host(String text) {
    if (!text.matches("[A-Za-z0-9._-]+|[0-9a-fA-F:]+")) {
      throw new IllegalArgumentException("must be names of hosts, with commas between");
    }
    return text.replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
  }

  /** As browsers write it: no path, and no port that the scheme implies. */
  private static String origin(String text) {
    if (!text.matches(
            "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-fA-F:]+](:[0-9]{1,5})?")
        || URI.create(text).getHost() == null) {
      throw new IllegalArgumentException(
          "must be origins such as https://example.org, with commas between");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
