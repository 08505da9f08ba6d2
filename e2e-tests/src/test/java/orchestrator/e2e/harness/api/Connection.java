package orchestrator.e2e.harness.api;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import orchestrator.e2e.harness.http.HttpTransport;

/** Connects to a server; organizations can share one. */
public final class Connection implements AutoCloseable {
  private static final int LARGEST_ANSWER = 64 << 20;

  private final ManagedChannel transport;

  private Connection(ManagedChannel transport) {
    this.transport = transport;
  }

  /**
   * Connects, with the first call, to {@code target} as host and port: that of the HTTP port when
   * {@code -Dcaller=http} says that this run calls over HTTP.
   */
  public static Connection to(String target) {
    if (RunCaller.overHttp()) {
      return over(new HttpTransport(target));
    }
    return over(
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .maxInboundMessageSize(LARGEST_ANSWER)
            .build());
  }

  /** Uses a transport that is made already, and closes it in the end. */
  public static Connection over(ManagedChannel transport) {
    return new Connection(transport);
  }

  /** The transport, which adds no headers. */
  public ManagedChannel bare() {
    return transport;
  }

  /** The transport with these headers on every call. */
  public Channel with(Metadata headers) {
    return ClientInterceptors.intercept(
        transport, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** An organization that calls on a channel. */
  public Party as(String organization, String channel) {
    return new Party(with(Headers.of(organization, channel)), organization, channel);
  }

  @Override
  public void close() {
    transport.shutdownNow();
  }
}
