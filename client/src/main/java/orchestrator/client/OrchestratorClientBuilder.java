package orchestrator.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;

/**
 * Describes an {@link OrchestratorClient}; organization and channel are required.
 *
 * <pre>{@code
 * OrchestratorClient client =
 *     OrchestratorClient.builder("orchestrator.example.org:443")
 *         .organization("MyOrg1MSP")
 *         .channel("mychannel")
 *         .tls(Path.of("ca.pem"))
 *         .clientCertificate(Path.of("client.pem"), Path.of("client.key"))
 *         .deadline(Duration.ofSeconds(10))
 *         .build();
 * }</pre>
 */
public final class OrchestratorClientBuilder {
  private static final int DEFAULT_MESSAGE_SIZE = 32 << 20;

  /** A little more than the shortest time that the server allows unless configured otherwise. */
  private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(40);

  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(15);

  private final String target;
  private Optional<String> organization = Optional.empty();
  private Optional<String> channel = Optional.empty();
  private Optional<String> chaincode = Optional.empty();
  private Optional<TlsChannelCredentials.Builder> tls = Optional.empty();
  private CallSettings settings = CallSettings.DEFAULT;
  private int maxMessageSize = DEFAULT_MESSAGE_SIZE;
  private boolean callbacksOnTransportThread;
  private Duration keepAlive = DEFAULT_KEEP_ALIVE;
  private Optional<ConnectionThread> ownThread = Optional.empty();
  private Optional<ManagedChannel> transport = Optional.empty();

  OrchestratorClientBuilder(String target) {
    this.target = target;
  }

  /** The organization that calls, its MSP id. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder organization(String mspId) {
    organization = Optional.of(mspId);
    return this;
  }

  /** The channel to work on. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder channel(String name) {
    channel = Optional.of(name);
    return this;
  }

  /**
   * The chaincode to call in ledger mode, instead of the one that the server is configured with.
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder chaincode(String name) {
    chaincode = Optional.of(name);
    return this;
  }

  /** Speaks TLS and trusts the certificate authorities that the JVM trusts. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder tls() {
    tls = Optional.of(tls.orElseGet(TlsChannelCredentials::newBuilder));
    return this;
  }

  /**
   * Speaks TLS and trusts these certificate authorities only.
   *
   * @throws UncheckedIOException when the file cannot be read
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder tls(Path authorities) {
    tls();
    try {
      tls.orElseThrow().trustManager(authorities.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read CA certificates " + authorities, e);
    }
    return this;
  }

  /**
   * Identifies the client (mutual TLS) by a certificate chain and its key, both PEM. The key may be
   * PKCS#8, PKCS#1 or SEC 1, and must not be encrypted.
   *
   * @throws UncheckedIOException when a file cannot be used, or the key is another certificate's
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder clientCertificate(Path certificate, Path key) {
    tls();
    List<X509Certificate> chain = pem(certificate, PemFile::certificates);
    PrivateKey own = pem(key, file -> file.keyOf(chain.get(0).getPublicKey()));
    AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    identity.updateIdentityCredentials(chain.toArray(X509Certificate[]::new), own);
    tls.orElseThrow().keyManager(identity);
    return this;
  }

  private static <T> T pem(Path path, Function<PemFile, T> read) {
    try {
      return read.apply(new PemFile(path));
    } catch (PemException e) {
      throw new UncheckedIOException(new IOException(path + ": " + e.getMessage(), e));
    }
  }

  /** How long one try of a call may take, 30 seconds by default. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder deadline(Duration perTry) {
    settings = new CallSettings(perTry, settings.retryBudget(), settings.backoff());
    return this;
  }

  /** Until when after its start a call is tried again, 60 seconds by default; zero means once. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder retryBudget(Duration budget) {
    settings = new CallSettings(settings.deadline(), budget, settings.backoff());
    return this;
  }

  /** How long to wait between tries. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder backoff(Backoff backoff) {
    settings = new CallSettings(settings.deadline(), settings.retryBudget(), backoff);
    return this;
  }

  /**
   * The largest answer or event that is accepted, in bytes; 32 MiB by default, which is all that a
   * server sends unless its {@code --message-size} was raised. Events and pages have 4 MiB at most.
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder maxMessageSize(int bytes) {
    maxMessageSize = bytes;
    return this;
  }

  /**
   * After how much silence during a call to ask whether the server is still there, 40 seconds by
   * default; it is taken for gone when it says nothing for 15 more. A server ends connections that
   * ask more often than it allows, which is every 30 seconds unless it is configured otherwise.
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder keepAlive(Duration silence) {
    keepAlive = silence;
    return this;
  }

  /**
   * Runs the callbacks of asynchronous stubs on the transport's own thread. They must not block,
   * and such a client is not for {@link OrchestratorClient#call} inside them.
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder callbacksOnTransportThread() {
    callbacksOnTransportThread = true;
    return this;
  }

  /**
   * Calls through this instead of a connection of its own, a {@link
   * orchestrator.client.http.JsonChannel} for instance; the client closes it.
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder transport(ManagedChannel made) {
    transport = Optional.of(made);
    return this;
  }

  /** Calls through this, that of a server in the same process for instance; it stays open. */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder over(Channel channel) {
    return transport(new BorrowedChannel(channel));
  }

  /**
   * Uses a thread of its own for the connection, which ends with the client. The shared ones of
   * gRPC end a second later, and a JVM that exits meanwhile waits for them 0.3 s. Not for {@link
   * #connection} alone, which does not end it.
   */
  @CanIgnoreReturnValue
  public OrchestratorClientBuilder ownThread() {
    ownThread = Optional.of(new ConnectionThread());
    return this;
  }

  /**
   * Makes the client. It connects with its first call.
   *
   * @throws IllegalStateException when organization or channel is missing
   */
  public OrchestratorClient build() {
    String caller = required(organization, "organization");
    String name = required(channel, "channel");
    return new OrchestratorClient(
        transport.orElseGet(this::connection),
        ownThread,
        HeadersInterceptor.of(caller, name, chaincode),
        settings,
        caller,
        name);
  }

  /**
   * Makes the bare connection, for what calls in the name of others: organization and channel are
   * headers of each call then, and nothing is retried. It connects with its first call.
   */
  public ManagedChannel connection() {
    ChannelCredentials credentials =
        tls.<ChannelCredentials>map(TlsChannelCredentials.Builder::build)
            .orElseGet(InsecureChannelCredentials::create);
    ManagedChannelBuilder<?> connection =
        Grpc.newChannelBuilder(target, credentials)
            // Retries are this client's own business; the transport's would only keep copies.
            .disableRetry()
            .maxInboundMessageSize(maxMessageSize)
            .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    if (callbacksOnTransportThread) {
      connection.directExecutor();
    }
    ownThread.ifPresent(thread -> thread.run(connection));
    return connection.build();
  }

  private static String required(Optional<String> value, String name) {
    return value.orElseThrow(() -> new IllegalStateException(name + " is required"));
  }
}
