package orchestrator.scenario.proxy.net;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holds the connections of a proxy's nodes, and what bounds them. */
public final class Network implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Short, since many servers close what is idle for a few seconds. */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final int CONCURRENT = 100;
  private static final int MOST_CONCURRENT = 10_000;

  private final ClientFactory factory;
  private final Duration timeout;
  private final int concurrent;

  /** Connects to nobody yet. */
  public Network(Options options) {
    timeout = options.seconds("timeout", TIMEOUT, LONGEST_TIMEOUT);
    concurrent = options.integer("concurrent", CONCURRENT, 1, MOST_CONCURRENT);
    factory = factory(options.file("tls-ca"));
  }

  private static ClientFactory factory(Optional<Path> trust) {
    ClientFactoryBuilder builder =
        ClientFactory.builder()
            .connectTimeout(CONNECT)
            .idleTimeout(IDLE)
            .meterRegistry(NoopMeterRegistry.get());
    trust.ifPresent(file -> builder.tlsCustomizer(tls -> tls.trustManager(file.toFile())));
    try {
      return builder.build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw Options.wrong("tls-ca", "must name a file of PEM certificates");
    }
  }

  /** The options of a proxy's own, followed by those that are read here. */
  public static Map<String, String> options(Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(own);
    all.put("timeout", "Seconds after which a transaction that got no answer fails; default 30.");
    all.put("concurrent", "How many transactions may be under way at a node; default 100.");
    all.put("tls-ca", "PEM file of the certificates to trust; default: those of the JDK.");
    return all;
  }

  /** Where requests to a node, or another server, go from. */
  public HttpPeer http(Peer peer) {
    return new HttpPeer(factory, peer, timeout);
  }

  /** What WebSockets to a node are opened from. */
  public WebSocketPeer webSocket(Peer peer) {
    return new WebSocketPeer(factory, peer, timeout);
  }

  /** How many transactions may be under way at a node. */
  public int concurrent() {
    return concurrent;
  }

  /** Ends all requests that are under way. */
  @Override
  public void close() {
    var unusedFuture = factory.closeAsync();
  }
}
