package orchestrator.http;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the connections, how long they may be without a request, and how long with one: neither
 * many idle peers nor such as send a request or read its answer byte by byte keep others out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A listener is told; nobody waits.
public final class Connections {
  /** From the connection to the end of the first request's headers. */
  private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

  private static final Duration NEXT_REQUEST = Duration.ofSeconds(60);

  /** Some seconds more than a service has to make an answer. */
  private static final Duration WHOLE_ANSWER = Duration.ofSeconds(65);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How many answers a connection may collect before they are sent. */
  private static final int ANSWERS_AT_ONCE = 64;

  private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf("connection");
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final int most;
  private final Duration wholeAnswer;
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /**
   * Begins without a connection.
   *
   * @param most one more takes the place of that which has been longest without a request; if there
   *     is none it is hung up on
   */
  public Connections(int most) {
    this(most, WHOLE_ANSWER);
  }

  /**
   * Begins without a connection.
   *
   * @param wholeAnswer from a request's headers to the end of its answer, where that is no stream
   */
  Connections(int most, Duration wholeAnswer) {
    this.most = most;
    this.wholeAnswer = wholeAnswer;
  }

  /** Takes a connection in, before a byte of it is read. */
  public void accept(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    if (open.size() >= most && !makePlace()) {
      LOG.debug("{} connections are open and have requests", most);
      channel.unsafe().closeForcibly();
      return;
    }
    pipeline.addFirst(sender());
    Http1GuardPlacer.watch(pipeline);
    Connection connection = new Connection(channel);
    channel.attr(CONNECTION).set(connection);
    open.add(connection);
    channel.eventLoop().schedule(() -> watch(connection), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> open.remove(connection));
  }

  /**
   * Sends what one turn of a connection's thread writes with one call of the system. Armeria alone
   * makes two of each answer, one for its headers and one for its body.
   */
  private static ChannelHandler sender() {
    return new FlushConsolidationHandler(ANSWERS_AT_ONCE, true);
  }

  private void watch(Connection connection) {
    if (!connection.channel.isOpen()) {
      return;
    }
    if (isOverdue(connection, System.nanoTime())) {
      connection.channel.close();
      return;
    }
    connection
        .channel
        .eventLoop()
        .schedule(() -> watch(connection), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isOverdue(Connection connection, long now) {
    return connection.isIdle()
        ? now - connection.idleSince > connection.patience.toNanos()
        : connection.requests.entrySet().stream()
            .filter(request -> !request.getKey().exchangeType().isResponseStreaming())
            .anyMatch(request -> now - request.getValue() > wholeAnswer.toNanos());
  }

  private boolean makePlace() {
    Optional<Connection> longest =
        open.stream()
            .filter(Connection::isIdle)
            .min(Comparator.comparingLong(connection -> connection.idleSince));
    longest.ifPresent(
        connection -> {
          open.remove(connection);
          connection.channel.close();
        });
    return longest.isPresent();
  }

  /** How many requests are not answered yet. */
  int requests() {
    return requests.get();
  }

  /** Closes all of them, whatever is under way. */
  void cut() {
    open.forEach(connection -> connection.channel.close());
  }

  /** Counts a request until it is answered. */
  public void count(ServiceRequestContext context) {
    requests.incrementAndGet();
    context.log().whenComplete().thenAccept(done -> requests.decrementAndGet());
    Channel channel = context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
    Connection connection = channel == null ? null : channel.attr(CONNECTION).get();
    if (connection != null) {
      connection.requests.put(context, System.nanoTime());
      context.log().whenComplete().thenAccept(done -> connection.done(context));
    }
  }

  private static final class Connection {
    private final Channel channel;
    private final Map<ServiceRequestContext, Long> requests = new ConcurrentHashMap<>();
    private volatile long idleSince = System.nanoTime();
    private volatile Duration patience = FIRST_REQUEST;

    private Connection(Channel channel) {
      this.channel = channel;
    }

    private void done(ServiceRequestContext request) {
      patience = NEXT_REQUEST;
      idleSince = System.nanoTime();
      requests.remove(request);
    }

    private boolean isIdle() {
      return requests.isEmpty();
    }
  }
}
