package orchestrator.loopback.fault;

import io.grpc.MethodDescriptor;
import java.util.Optional;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;

/** Names the calls of the gateway that faults can hit. */
public enum Step {
  EVALUATE("Evaluate"),
  ENDORSE("Endorse"),
  SUBMIT("Submit"),
  COMMIT_STATUS("CommitStatus");

  private final String method;

  Step(String name) {
    this.method = MethodDescriptor.generateFullMethodName(GatewayGrpc.SERVICE_NAME, name);
  }

  static Optional<Step> of(MethodDescriptor<?, ?> called) {
    for (Step step : values()) {
      if (step.method.equals(called.getFullMethodName())) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}
