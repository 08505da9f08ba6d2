package orchestrator.e2e.harness.api;

import io.grpc.MethodDescriptor;

/** Makes unary calls. */
public interface Caller {

  /** Any unary call; throws a {@link io.grpc.StatusRuntimeException} when it is refused. */
  <Q, A> A call(MethodDescriptor<Q, A> method, Q request);
}
