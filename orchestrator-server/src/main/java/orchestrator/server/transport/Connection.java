package orchestrator.server.transport;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundBuffer;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.server.logging.OutOfMemory;
import org.jspecify.annotations.Nullable;

/**
 * Follows one accepted socket: what waits for its reader, what arrives, and when it is cut. Stands
 * between the socket and everything else, so that it sees what is really taken, and can cut where
 * HTTP/2 and TLS would wait until their farewell has been read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the promises what becomes of it.
final class Connection extends ChannelDuplexHandler {
  /** Less is talk of the transport: pings, acknowledgements, headers. */
  private static final int PAYLOAD = 1 << 10;

  private static final Duration RETRY = Duration.ofMillis(100);

  private final Channel channel;
  private final Connections connections;
  private volatile long progress = System.nanoTime();
  private final AtomicLong unread = new AtomicLong();
  private volatile long unreadSince = progress;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong partial = new AtomicLong();
  private volatile long arrived = progress;
  private volatile long partialSince = progress;
  private volatile @Nullable ByteBudget organization;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean called;
  private volatile long withoutCallSince = progress;
  private final AtomicBoolean placed = new AtomicBoolean(true);
  private final AtomicBoolean leaving = new AtomicBoolean();

  // What the socket had to send when it was last looked at, and since when; for the event loop.
  private @Nullable Object head;
  private long sent;
  private long then;
  private long since;

  Connection(Channel channel, Connections connections) {
    this.channel = channel;
    this.connections = connections;
  }

  /** Names who is at the two ends: no two open connections have the same. */
  record Ends(SocketAddress local, SocketAddress remote) {}

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Ends ends = new Ends(channel.localAddress(), channel.remoteAddress());
    connections.add(ends, this);
    channel.closeFuture().addListener(closed -> connections.remove(ends, this));
    lookLater();
    context.fireChannelActive();
  }

  private void lookLater() {
    Duration pause = connections.stall().dividedBy(8);
    channel.eventLoop().schedule(this::look, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The transport's own farewell would wait behind what the peer does not take. */
  private void look() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer == null) {
      return;
    }
    Object first = buffer.current();
    long now = System.nanoTime();
    if (first == null || first != head || buffer.currentProgress() != sent || progress != then) {
      head = first;
      sent = buffer.currentProgress();
      then = progress;
      since = now;
    } else if (now - since > connections.stall().toNanos()) {
      connections.stalled(this);
      cut();
      return;
    }
    lookLater();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // The transport hands over no more than a little while the socket takes nothing.
    if (message instanceof ByteBuf bytes && bytes.readableBytes() >= PAYLOAD) {
      progressed();
    }
    context.write(message, promise);
  }

  /** What waits is not waiting for nothing, as of now. */
  void progressed() {
    progress = System.nanoTime();
  }

  /** For how many nanoseconds nothing of what waits has been taken. */
  long stalledNanos() {
    return System.nanoTime() - progress;
  }

  /** What waits for the peer of this connection, as {@link UnreadBytes} counts it. */
  long unread() {
    return unread.get();
  }

  void addUnread(long bytes) {
    long before = unread.getAndAdd(bytes);
    if (before == 0) {
      unreadSince = System.nanoTime();
      progressed();
    }
  }

  /** For how many nanoseconds something has been waiting all the time. */
  long unreadNanos() {
    return System.nanoTime() - unreadSince;
  }

  /** What is held of requests that it has sent, as {@link ArrivingBytes} counts it. */
  long requests() {
    return requests.get();
  }

  void addRequests(long bytes) {
    requests.addAndGet(bytes);
  }

  /** How much of that is of requests that it has not ended yet. */
  long partial() {
    return partial.get();
  }

  void addPartial(long bytes) {
    long before = partial.getAndAdd(bytes);
    if (bytes > 0) {
      arrived = System.nanoTime();
      partialSince = before == 0 ? arrived : partialSince;
    }
  }

  /** For how many nanoseconds nothing has come of any request. */
  long silentNanos() {
    return System.nanoTime() - arrived;
  }

  /** For how many nanoseconds some request has been unfinished all the time. */
  long partialNanos() {
    return System.nanoTime() - partialSince;
  }

  /** A call has come that may be served. */
  void callBegan() {
    calls.incrementAndGet();
    called = true;
  }

  /** The transport has done with such a call. */
  void callEnded() {
    withoutCallSince = System.nanoTime();
    calls.decrementAndGet();
  }

  /** Whether a call has ever come that may be served. */
  boolean hasCalled() {
    return called;
  }

  /** For how long no such call has been under way; zero while one is. */
  Duration withoutCall() {
    return calls.get() > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - withoutCallSince);
  }

  /** True the first time: from then on its place is another's. */
  boolean givesUpPlace() {
    return placed.compareAndSet(true, false);
  }

  /** Whose it is: its last caller's. */
  void belongsTo(ByteBudget whose) {
    organization = whose;
  }

  boolean belongs(ByteBudget whose) {
    return organization == whose;
  }

  /** True once it has been cut for what it does not read, or does not finish. */
  boolean isLeaving() {
    return leaving.get();
  }

  /** Cuts it; false if that has been done. */
  boolean leave() {
    boolean first = leaving.compareAndSet(false, true);
    if (first) {
      cut();
    }
    return first;
  }

  /** So many bytes of a budget go with this connection, and are no longer in the way of others. */
  void isLeaving(ByteBudget budget, long bytes) {
    budget.addLeaving(bytes);
    channel.closeFuture().addListener(closed -> budget.addLeaving(-bytes));
  }

  /** The budget of its last caller. */
  Optional<ByteBudget> organization() {
    return Optional.ofNullable(organization);
  }

  /** Runs a task next, in the connection's own thread. */
  void soon(Runnable task) {
    channel.eventLoop().execute(task);
  }

  /** Runs a task a little later, in the connection's own thread. */
  void later(Runnable task) {
    channel.eventLoop().schedule(task, RETRY.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    OutOfMemory.endsTheProcess(cause);
    context.fireExceptionCaught(cause);
  }

  /** Closes the socket now, whatever waits. Its calls end as cancelled. */
  void cut() {
    channel.eventLoop().execute(this::close);
  }

  private void close() {
    ChannelHandlerContext context = channel.pipeline().context(this);
    if (context != null) {
      context.close();
    }
  }

  @Override
  public String toString() {
    return "the connection from " + channel.remoteAddress();
  }
}
