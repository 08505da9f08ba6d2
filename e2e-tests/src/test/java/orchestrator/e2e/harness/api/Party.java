package orchestrator.e2e.harness.api;

import static io.grpc.stub.ClientCalls.blockingUnaryCall;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/**
 * Calls as an organization on a channel. Every method is one call and throws a {@link
 * io.grpc.StatusRuntimeException} when the server refuses it, or after 60 s.
 */
public final class Party implements Registrations, Lookups, Changes {
  private static final int DEADLINE_SECONDS = 60;

  private final Channel transport;
  private final String organization;
  private final String channel;

  Party(Channel transport, String organization, String channel) {
    this.transport = transport;
    this.organization = organization;
    this.channel = channel;
  }

  /** Id of the organization. */
  public String organization() {
    return organization;
  }

  /** Name of the channel. */
  public String channel() {
    return channel;
  }

  /** The transport with this party's headers. */
  public Channel transport() {
    return transport;
  }

  @Override
  public <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    return blockingUnaryCall(
        transport,
        method,
        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
        request);
  }
}
