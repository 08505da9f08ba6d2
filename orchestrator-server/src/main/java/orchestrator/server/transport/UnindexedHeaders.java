package orchestrator.server.transport;

import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.util.AsciiString;

/**
 * Sends the headers of answers as they are, with no table of those sent before.
 *
 * <p>Every answer has a request id of its own, so that such a table would be full of ids that never
 * come again, and looking through them costs more than the few bytes that the table saves.
 */
public final class UnindexedHeaders implements InternalProtocolNegotiator.ProtocolNegotiator {
  private final InternalProtocolNegotiator.ProtocolNegotiator negotiator;

  private UnindexedHeaders(InternalProtocolNegotiator.ProtocolNegotiator negotiator) {
    this.negotiator = negotiator;
  }

  /** The same credentials, for connections that send headers as they are. */
  public static ServerCredentials with(ServerCredentials credentials) {
    InternalProtocolNegotiator.ServerFactory negotiation =
        InternalNettyServerCredentials.toNegotiator(credentials);
    InternalProtocolNegotiator.ServerFactory unindexed =
        pool -> new UnindexedHeaders(negotiation.newNegotiator(pool));
    return InternalNettyServerCredentials.create(unindexed);
  }

  @Override
  public AsciiString scheme() {
    return negotiator.scheme();
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
    try {
      grpc.encoder().configuration().headersConfiguration().maxHeaderTableSize(0);
    } catch (Http2Exception e) {
      throw new IllegalStateException("an HTTP/2 connection may be without a header table", e);
    }
    return negotiator.newHandler(grpc);
  }

  @Override
  public void close() {
    negotiator.close();
  }
}
