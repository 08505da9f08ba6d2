package orchestrator.client;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Runs one connection, on a thread that ends with it. */
final class ConnectionThread {
  private static final int MOST_SECONDS = 1;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("connection", true), NioIoHandler.newFactory());

  /** Lets it run what is built; another transport than gRPC's own stays with its threads. */
  void run(ManagedChannelBuilder<?> connection) {
    if (connection instanceof NettyChannelBuilder netty) {
      netty.channelType(NioSocketChannel.class).eventLoopGroup(group);
    }
  }

  /** Ends it, once its connection was shut down; waits a second at most. */
  void end() {
    boolean unused =
        group
            .shutdownGracefully(0, MOST_SECONDS, TimeUnit.SECONDS)
            .awaitUninterruptibly(MOST_SECONDS, TimeUnit.SECONDS);
  }
}
