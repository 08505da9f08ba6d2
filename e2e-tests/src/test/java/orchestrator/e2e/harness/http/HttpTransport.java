package orchestrator.e2e.harness.http;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import orchestrator.client.http.JsonChannel;

/**
 * Calls over HTTP and JSON what has a path there, and all else over gRPC on the same port: health,
 * reflection, and requests that no path can express.
 */
public final class HttpTransport extends ManagedChannel {
  private static final int LARGEST_ANSWER = 64 << 20;

  private final ManagedChannel grpc;
  private final Channel json;

  /** Connects to the HTTP port at {@code target}, as host and port. */
  public HttpTransport(String target) {
    grpc =
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .maxInboundMessageSize(LARGEST_ANSWER)
            .build();
    // The JDK's client may use a connection that the server is just closing, which is no one's
    // fault.
    URI root = URI.create("http://" + target);
    json = ClientInterceptors.intercept(JsonChannel.lean(root).orElse(grpc), new StrictReads(root));
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    return json.newCall(method, options);
  }

  @Override
  public String authority() {
    return grpc.authority();
  }

  @Override
  public ManagedChannel shutdown() {
    grpc.shutdown();
    return this;
  }

  @Override
  public boolean isShutdown() {
    return grpc.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return grpc.isTerminated();
  }

  @Override
  public ManagedChannel shutdownNow() {
    grpc.shutdownNow();
    return this;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return grpc.awaitTermination(timeout, unit);
  }
}
