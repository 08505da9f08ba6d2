package orchestrator.flow.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.flow.Retry;
import orchestrator.flow.wire.MessageCodec;

/**
 * Says how a process takes messages and sends them.
 *
 * @param listen where it listens
 * @param token what peers must show, and what is shown to them; empty for none
 * @param identity its certificate and key, in PEM files; empty for plain HTTP
 * @param trust the certificates that it trusts, in a PEM file; empty for those of the JDK
 * @param mostBytes how long a message may be
 * @param mostConnections how many connections may be open
 * @param backoff how long it waits when a peer is not there; its tries are not counted
 * @param asking how long it waits before it asks what became of a message
 * @param patience how long a peer may be away before a message is given up
 * @param grace how long it waits when it is closed
 * @param deadLetters keeps what was given up
 * @param codec reads and writes messages
 */
record Settings(
    InetSocketAddress listen,
    Optional<String> token,
    Optional<Identity> identity,
    Optional<Path> trust,
    int mostBytes,
    int mostConnections,
    Retry backoff,
    Retry asking,
    Duration patience,
    Duration grace,
    DeadLetters deadLetters,
    MessageCodec codec) {
  /** A certificate and its key. */
  record Identity(Path certificate, Path key) {}

  boolean isLoopback() {
    return listen.getAddress().isLoopbackAddress();
  }
}
