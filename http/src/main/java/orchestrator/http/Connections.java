package orchestrator.http;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the connections and how long they may be without a request: neither many idle peers nor
 * such as send a request byte by byte keep others out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A listener is told; nobody waits.
public final class Connections {
  /** From the connection to the end of the first request's headers. */
  private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

  private static final Duration NEXT_REQUEST = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf("connection");
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final int most;
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /**
   * Has none.
   *
   * @param most one more takes the place of that which has been longest without a request; if there
   *     is none it is hung up on
   */
  public Connections(int most) {
    this.most = most;
  }

  /** Takes a connection in, before a byte of it is read. */
  public void accept(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    if (open.size() >= most && !makePlace()) {
      LOG.debug("{} connections are open and have requests", most);
      channel.unsafe().closeForcibly();
      return;
    }
    Connection connection = new Connection(channel);
    channel.attr(CONNECTION).set(connection);
    open.add(connection);
    channel.eventLoop().schedule(() -> watch(connection), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> open.remove(connection));
  }

  private void watch(Connection connection) {
    if (!connection.channel.isOpen()) {
      return;
    }
    if (connection.isOverdue(System.nanoTime())) {
      connection.channel.close();
      return;
    }
    connection
        .channel
        .eventLoop()
        .schedule(() -> watch(connection), LOOK.toMillis(), TimeUnit.MILLISECONDS);
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
      connection.requests.incrementAndGet();
      context.log().whenComplete().thenAccept(done -> connection.done());
    }
  }

  private static final class Connection {
    private final Channel channel;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile long idleSince = System.nanoTime();
    private volatile Duration patience = FIRST_REQUEST;

    private Connection(Channel channel) {
      this.channel = channel;
    }

    private void done() {
      patience = NEXT_REQUEST;
      idleSince = System.nanoTime();
      requests.decrementAndGet();
    }

    private boolean isIdle() {
      return requests.get() == 0;
    }

    private boolean isOverdue(long now) {
      return isIdle() && now - idleSince > patience.toNanos();
    }
  }
}
