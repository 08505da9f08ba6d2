package orchestrator.server.tls;

import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import java.util.Optional;

/** Negotiates TLS as another does, and tells how each handshake went. */
final class GuardedNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {
  private final InternalProtocolNegotiator.ProtocolNegotiator tls;
  private final ClientConnections connections;

  GuardedNegotiator(
      InternalProtocolNegotiator.ProtocolNegotiator tls, ClientConnections connections) {
    this.tls = tls;
    this.connections = connections;
  }

  @Override
  public AsciiString scheme() {
    return tls.scheme();
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
    return new Guard(tls.newHandler(grpc));
  }

  @Override
  public void close() {
    tls.close();
  }

  /** Stands before the TLS of a connection, so that what it closes is closed at once. */
  private final class Guard extends ChannelInboundHandlerAdapter {
    private final ChannelHandler negotiation;
    private boolean watching;

    private Guard(ChannelHandler negotiation) {
      this.negotiation = negotiation;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      context.pipeline().addAfter(context.name(), null, negotiation);
      watch(context);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.fireChannelActive();
      watch(context);
    }

    /** The negotiation adds its handler of TLS as soon as the connection stands. */
    private void watch(ChannelHandlerContext context) {
      SslHandler handler = context.pipeline().get(SslHandler.class);
      if (handler != null && !watching) {
        watching = true;
        Object unused =
            handler
                .handshakeFuture()
                .addListener(
                    done ->
                        connections.shaken(context, handler, Optional.ofNullable(done.cause())));
      }
    }
  }
}
