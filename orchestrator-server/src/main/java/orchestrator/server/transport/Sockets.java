package orchestrator.server.transport;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes the threads and sockets of the gRPC port, which are those that grpc-java would take itself.
 */
public final class Sockets {
  /** A small piece of a request keeps from being freed what was read together with it. */
  static final int MOST_READ_AT_ONCE = 16 << 10;

  private static final int FIRST_READ = 2 << 10;

  private final EventLoopGroup accepting;
  private final EventLoopGroup working;

  private Sockets(EventLoopGroup accepting, EventLoopGroup working) {
    this.accepting = accepting;
    this.working = working;
  }

  /** Lets a server accept what {@code connections} then knows. */
  public static Sockets of(NettyServerBuilder builder, Connections connections) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Supplier<ServerChannel> listening =
        epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    Sockets sockets = new Sockets(group(1, "grpc-accept", handlers), group(0, "grpc", handlers));
    builder
        .bossEventLoopGroup(sockets.accepting)
        .workerEventLoopGroup(sockets.working)
        .channelFactory(
            () -> {
              ServerChannel channel = listening.get();
              channel.pipeline().addFirst(connections.accepting());
              return channel;
            })
        .withChildOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(64, FIRST_READ, MOST_READ_AT_ONCE))
        .withChildOption(ChannelOption.ALLOCATOR, WatchedAllocator.ONE);
    return sockets;
  }

  private static EventLoopGroup group(int threads, String name, IoHandlerFactory handlers) {
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
  }

  /** Ends the threads. */
  @SuppressWarnings("FutureReturnValueIgnored") // They are daemons: nobody waits for their end.
  public void close() {
    accepting.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    working.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }
}
