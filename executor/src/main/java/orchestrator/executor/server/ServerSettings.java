package orchestrator.executor.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says where an executor listens, and with which certificates.
 *
 * @param address with port 0 for any free one
 * @param tls none for HTTP without TLS and for whoever is on this machine
 */
public record ServerSettings(InetSocketAddress address, Optional<TlsFiles> tls) {
  /** Refuses what would let strangers in. */
  public ServerSettings {
    if (tls.isEmpty() && (address.isUnresolved() || !address.getAddress().isLoopbackAddress())) {
      throw new IllegalArgumentException(
          "without certificates an executor listens on a loopback address only, not on "
              + address.getHostString());
    }
  }

  /**
   * Names PEM files.
   *
   * @param certificate what the executor shows, with the certificates above it
   * @param key belongs to it
   * @param clients who may come: their certificate, or the one that has signed theirs
   */
  public record TlsFiles(Path certificate, Path key, Path clients) {}
}
