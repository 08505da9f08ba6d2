package orchestrator.executor.command;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.ExecutorSettings.Limits;
import orchestrator.executor.ExecutorSettings.Places;
import orchestrator.executor.local.LocalExecutor;
import orchestrator.executor.server.ServerSettings;
import orchestrator.executor.server.ServerSettings.TlsFiles;
import orchestrator.executor.wire.Durations;
import picocli.CommandLine.Option;

/**
 * Reads the options of the command {@code executor}. An option goes before the file of settings.
 */
public final class ExecutorOptions {
  private static final Path CONFIG = Path.of("config.json");
  private static final int PORT = 8585;
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\[\\]]*)):([0-9]{1,5})");

  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      description = {
        "A JSON file with http.bind_address, http.bind_port, http.certificate and http.key",
        "(default config.json, if it is there); the signal USR2 has it read again."
      })
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where it listens (default :8585, which is all addresses).")
  private Optional<String> listen = Optional.empty();

  @Option(
      names = "--insecure-loopback",
      description = "Serve HTTP without certificates, on a loopback address only.")
  private boolean insecure;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "What it shows, in PEM (default executor.pem).")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The certificate's key (default executor_key.pem).")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--clients",
      paramLabel = "FILE",
      defaultValue = "orchestrator.pem",
      description = {
        "Who may come: their certificate, or the one that has signed theirs",
        "(default ${DEFAULT-VALUE})."
      })
  private Path clients = Path.of("");

  @Option(
      names = "--name",
      defaultValue = "self",
      description = "Its name, for messages (default ${DEFAULT-VALUE}).")
  private String name = "";

  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "NAME",
      description = {
        "The engines that it allows, of nil, sleep, shell, ssh, toscassh, http and container",
        "(default nil,sleep; and shell where it listens on a loopback address)."
      })
  private List<String> engines = List.of();

  @Option(
      names = "--programs",
      split = ",",
      paramLabel = "PROGRAM",
      description = "The programs that the engine shell may start (default all).")
  private List<String> programs = List.of();

  @Option(
      names = "--folders",
      split = ",",
      paramLabel = "FOLDER",
      description = "The folders in which programs of the engine shell must be (default all).")
  private List<Path> folders = List.of();

  @Option(
      names = "--images",
      split = ",",
      paramLabel = "BEGINNING",
      description = "What images of the engine container must begin with (default all).")
  private List<String> images = List.of();

  @Option(
      names = "--http-hosts",
      split = ",",
      paramLabel = "HOST[:PORT]",
      description = "The hosts that the engine http may call (default all).")
  private List<String> httpHosts = List.of();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many nodes run at a time (default ${DEFAULT-VALUE}).")
  private int parallel;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "10000",
      description = {
        "How many nodes wait at most, of one graph no more than half (default ${DEFAULT-VALUE})."
      })
  private int queue;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "After which a node is stopped, whatever it says itself (default never).")
  private Optional<String> timeLimit = Optional.empty();

  @Option(
      names = "--log-bytes",
      paramLabel = "N",
      defaultValue = "65536",
      description = {
        "How much of what a node writes is kept, its last part; also the most that an output or",
        "an answer over HTTP may have (default ${DEFAULT-VALUE})."
      })
  private int logBytes;

  @Option(
      names = "--work-folder",
      paramLabel = "FOLDER",
      description = {
        "Where each node gets a folder of its own, which is removed after it",
        "(default among the temporary files)."
      })
  private Optional<Path> workFolder = Optional.empty();

  @Option(
      names = "--run-in",
      paramLabel = "FOLDER",
      description = "Where nodes of the engine shell run instead, all of them.")
  private Optional<Path> runIn = Optional.empty();

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      defaultValue = "sshConfig.yaml",
      description = "The hosts of the engines ssh and toscassh (default ${DEFAULT-VALUE}).")
  private Path hosts = Path.of("");

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE|off",
      description = {
        "The hosts' keys, as OpenSSH writes them; off leaves them unchecked",
        "(default ~/.ssh/known_hosts)."
      })
  private Optional<String> knownHosts = Optional.empty();

  /**
   * What the options and the file of settings say, as that is now.
   *
   * @throws IllegalArgumentException when something is wrong; names it
   */
  public ExecutorSetup read() {
    ConfigFile file =
        config.isPresent() || Files.exists(CONFIG)
            ? ConfigFile.read(config.orElse(CONFIG))
            : ConfigFile.NONE;
    InetSocketAddress address = address(file);
    Optional<TlsFiles> tls =
        insecure
            ? Optional.empty()
            : Optional.of(
                new TlsFiles(
                    certificate.or(file::certificate).orElse(Path.of("executor.pem")),
                    key.or(file::key).orElse(Path.of("executor_key.pem")),
                    clients));
    return new ExecutorSetup(
        new ExecutorSettings(
            name, limits(), allowed(address.getAddress().isLoopbackAddress()), places()),
        new ServerSettings(address, tls),
        file.log(),
        file.warnings());
  }

  private InetSocketAddress address(ConfigFile file) {
    String host = file.address().orElse("");
    int port = file.port().orElse(PORT);
    String said = "http.bind_address";
    if (listen.isPresent()) {
      Matcher parts = ENDPOINT.matcher(listen.get());
      if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
        throw new IllegalArgumentException(
            "--listen is not of the form HOST:PORT: " + listen.get());
      }
      host = parts.group(1) != null ? parts.group(1) : parts.group(2);
      port = Integer.parseInt(parts.group(3));
      said = "--listen";
    } else if (insecure && host.isEmpty()) {
      host = "127.0.0.1";
    }
    InetSocketAddress address =
        host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(said + " names a host that is not known: " + host);
    }
    return address;
  }

  private Limits limits() {
    if (parallel < 1 || parallel > 10_000) {
      throw new IllegalArgumentException("--parallel must be 1 to 10000");
    }
    if (queue < 0 || queue > 1_000_000) {
      throw new IllegalArgumentException("--queue must be 0 to 1000000");
    }
    if (logBytes < 0 || logBytes > 1 << 20) {
      throw new IllegalArgumentException("--log-bytes must be 0 to 1048576");
    }
    Limits limits = Limits.DEFAULT.with(parallel, queue).withLogBytes(logBytes);
    return timeLimit.map(text -> limits.withTime(positive(text))).orElse(limits);
  }

  private static Duration positive(String text) {
    try {
      Duration time = Durations.parse(text);
      if (!time.isZero()) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new IllegalArgumentException("--time-limit is no time, such as 90 or 1m30s: " + text);
  }

  private Allowed allowed(boolean onLoopback) {
    TreeSet<String> names = new TreeSet<>(engines);
    if (names.isEmpty()) {
      names.addAll(Allowed.DEFAULT.engines());
      if (onLoopback) {
        names.add("shell");
      }
    }
    for (String engine : names) {
      if (!LocalExecutor.engines().contains(engine)) {
        throw new IllegalArgumentException(
            "--engines names "
                + engine
                + "; there are "
                + String.join(", ", LocalExecutor.engines()));
      }
    }
    return new Allowed(names, programs, folders, images, httpHosts);
  }

  private Places places() {
    return new Places(
        workFolder,
        runIn.map(Path::toAbsolutePath),
        hosts,
        knownHosts.isPresent()
            ? knownHosts.filter(file -> !file.equals("off")).map(Path::of)
            : Places.DEFAULT.knownHosts(),
        System.getenv());
  }
}
