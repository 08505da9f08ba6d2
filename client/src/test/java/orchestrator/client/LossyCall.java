package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import orchestrator.client.fake.FakeServer;

/** A call that the server does and whose first answer is lost. */
final class LossyCall {
  private LossyCall() {}

  /** Makes the call, and returns what the client made of it. */
  static <Q, A> A of(
      FakeServer server, OrchestratorClient client, MethodDescriptor<Q, A> method, Q request) {
    server.faults().loseAnswer(method);
    A answer = client.call(method, request);
    assertThat(server.faults().calls(method)).hasSizeGreaterThan(1);
    return answer;
  }
}
