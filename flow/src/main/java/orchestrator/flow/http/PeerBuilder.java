package orchestrator.flow.http;

import com.google.common.net.HostAndPort;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.flow.Retry;
import orchestrator.flow.wire.MessageCodec;
import org.jspecify.annotations.Nullable;

/** Describes what orchestrators and hosts of services have in common. */
abstract class PeerBuilder<B extends PeerBuilder<B>> {
  private static final int MOST_TRIES = 1_000;

  private String listen = "127.0.0.1:0";
  private @Nullable String token;
  private Settings.@Nullable Identity identity;
  private @Nullable Path trust;
  private int mostBytes = 4 << 20;
  private int mostConnections = 1_000;
  private Retry backoff = new Retry(MOST_TRIES, Duration.ofMillis(100), Duration.ofSeconds(10));
  private Retry asking = new Retry(MOST_TRIES, Duration.ofSeconds(1), Duration.ofSeconds(30));
  private Duration patience;
  private Duration grace = Duration.ofSeconds(5);
  private DeadLetters deadLetters = DeadLetters.inMemory(10_000);
  private MessageCodec codec = MessageCodec.standard();

  PeerBuilder(Duration patience) {
    this.patience = patience;
  }

  abstract B self();

  /** Where it listens: an address and a port, {@code 127.0.0.1:0} unless said; 0 for a free one. */
  @CanIgnoreReturnValue
  public B listen(String address) {
    listen = address;
    return self();
  }

  /** What every peer must show as a bearer token, and what is shown to them. */
  @CanIgnoreReturnValue
  public B token(String token) {
    if (!token.matches("[!-~]{8,1000}")) {
      throw new IllegalArgumentException(
          "a token has 8 to 1000 printable ASCII characters and no blank");
    }
    this.token = token;
    return self();
  }

  /** Serves HTTPS with a certificate and its key, both in PEM files. */
  @CanIgnoreReturnValue
  public B tls(Path certificate, Path key) {
    identity = new Settings.Identity(certificate, key);
    return self();
  }

  /** Trusts the certificates of a PEM file when it sends by HTTPS, in place of the JDK's. */
  @CanIgnoreReturnValue
  public B trust(Path certificates) {
    trust = certificates;
    return self();
  }

  /** How many bytes a message may have that comes in; 4 MiB unless said. */
  @CanIgnoreReturnValue
  public B mostBytes(int bytes) {
    mostBytes = positive("mostBytes", bytes);
    return self();
  }

  /** How many connections may be open; 1 000 unless said. */
  @CanIgnoreReturnValue
  public B mostConnections(int connections) {
    mostConnections = positive("mostConnections", connections);
    return self();
  }

  /**
   * How long to wait when a peer is not there, the first time and at the longest; 100 ms and 10 s
   * unless said. The wait doubles in between.
   */
  @CanIgnoreReturnValue
  public B backoff(Duration first, Duration longest) {
    backoff = new Retry(MOST_TRIES, first, longest);
    return self();
  }

  /**
   * How long to wait before a peer that has taken a message is asked what became of it, by sending
   * it again: 1 s, and 30 s at the longest, unless said. It is how soon a killed peer is noticed.
   */
  @CanIgnoreReturnValue
  public B asking(Duration first, Duration longest) {
    asking = new Retry(MOST_TRIES, first, longest);
    return self();
  }

  /** How long a peer may be away before a message to it becomes a dead letter. */
  @CanIgnoreReturnValue
  public B patience(Duration patience) {
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("the patience must be longer than nothing");
    }
    this.patience = patience;
    return self();
  }

  /** How long closing waits for what is being done; 5 s unless said. */
  @CanIgnoreReturnValue
  public B grace(Duration grace) {
    this.grace = grace;
    return self();
  }

  /** Keeps what could not be delivered; 10 000 letters in memory unless said. */
  @CanIgnoreReturnValue
  public B deadLetters(DeadLetters letters) {
    deadLetters = letters;
    return self();
  }

  /** Reads and writes messages; {@link MessageCodec#standard} unless said. */
  @CanIgnoreReturnValue
  public B codec(MessageCodec codec) {
    this.codec = codec;
    return self();
  }

  static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
    return value;
  }

  static URI checked(String what, URI uri) {
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "the address of %s must be like http://host:port, not '%s'".formatted(what, uri));
    }
    return URI.create(uri.toString().replaceFirst("/+$", ""));
  }

  Settings settings() {
    InetSocketAddress address = address();
    if (!address.getAddress().isLoopbackAddress() && token == null) {
      throw new IllegalArgumentException(
          "whoever listens beyond this machine, at '%s', needs a token".formatted(listen));
    }
    return new Settings(
        address,
        Optional.ofNullable(token),
        Optional.ofNullable(identity),
        Optional.ofNullable(trust),
        mostBytes,
        mostConnections,
        backoff,
        asking,
        patience,
        grace,
        deadLetters,
        codec);
  }

  private InetSocketAddress address() {
    try {
      HostAndPort parts = HostAndPort.fromString(listen);
      return new InetSocketAddress(InetAddress.getByName(parts.getHost()), parts.getPort());
    } catch (IllegalArgumentException | IllegalStateException | UnknownHostException e) {
      throw new IllegalArgumentException(
          "listen must be an address and a port, not '%s'".formatted(listen), e);
    }
  }
}
