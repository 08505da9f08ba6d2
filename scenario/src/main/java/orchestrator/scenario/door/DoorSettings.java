package orchestrator.scenario.door;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says where the doors are, and who gets in.
 *
 * @param nodes where nodes register
 * @param settings where controllers send settings
 * @param token what whoever is not on this machine has to know; without one nobody else gets in
 * @param tls certificate and key for both doors
 * @param mostBytes of a message with settings
 */
public record DoorSettings(
    InetSocketAddress nodes,
    InetSocketAddress settings,
    Optional<String> token,
    Optional<Identity> tls,
    int mostBytes) {
  /** What the original takes. */
  public static final int MOST_BYTES = 32 << 20;

  /**
   * Holds the PEM files of a certificate and its key.
   *
   * @param certificate with the chain that proves it
   * @param key without a password
   */
  public record Identity(Path certificate, Path key) {}
}
