package orchestrator.executor.remote;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Says where an executor is, and how it is asked.
 *
 * @param name by which a node's target chooses it
 * @param url where its protocol begins; without TLS only on this machine
 * @param tls the certificates; none for HTTP without TLS
 * @param concurrency how many nodes run there at a time
 * @param queue how many wait here at most; in a queue of more than 16 one graph has at most half of
 *     the places
 * @param queueBytes what those that wait take in memory at most, about
 * @param patience how long it may be out of reach before what runs there is given up
 * @param look time between two pings
 */
public record RemoteSettings(
    String name,
    URI url,
    Optional<Tls> tls,
    int concurrency,
    int queue,
    long queueBytes,
    Duration patience,
    Duration look) {
  /** The executor on this machine, with the certificates in this folder. */
  public static final RemoteSettings DEFAULT =
      new RemoteSettings(
          "self",
          URI.create("https://127.0.0.1:8585/v1"),
          Optional.of(
              new Tls(
                  Path.of("orchestrator.pem"),
                  Path.of("orchestrator_key.pem"),
                  Path.of("executor.pem"))),
          64,
          10_000,
          64L << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  /** Refuses what cannot be asked. */
  public RemoteSettings {
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException(
          "the address " + url + " of executor " + name + " must begin with https://");
    }
    if (scheme.equals("https") != tls.isPresent()) {
      throw new IllegalArgumentException(
          "executor " + name + " needs certificates for https, and for nothing else");
    }
    if (tls.isEmpty() && !url.getHost().matches("localhost|\\[::1\\]|127(\\.[0-9]+){3}")) {
      throw new IllegalArgumentException(
          "executor " + name + " is not on this machine, so its address must begin with https://");
    }
  }

  /**
   * Names PEM files.
   *
   * @param certificate what is shown to the executor
   * @param key belongs to it
   * @param executors the executor's certificate, or the one that has signed it
   */
  public record Tls(Path certificate, Path key, Path executors) {}

  /** The same under this name. */
  public RemoteSettings named(String other) {
    return new RemoteSettings(other, url, tls, concurrency, queue, queueBytes, patience, look);
  }

  /** The same at this address, with these certificates. */
  public RemoteSettings at(URI other, Optional<Tls> files) {
    return new RemoteSettings(name, other, files, concurrency, queue, queueBytes, patience, look);
  }

  /** The same with so many at a time and so many that wait. */
  public RemoteSettings with(int most, int waiting) {
    return new RemoteSettings(name, url, tls, most, waiting, queueBytes, patience, look);
  }

  /** The same with such a patience, and such a time between two pings. */
  public RemoteSettings with(Duration outOfReach, Duration pings) {
    return new RemoteSettings(name, url, tls, concurrency, queue, queueBytes, outOfReach, pings);
  }
}
