package orchestrator.e2e.harness.api;

import io.grpc.MethodDescriptor;

/** Whoever can make a unary call. */
public interface Caller {

  /** Any unary call; throws a {@link io.grpc.StatusRuntimeException} when it is refused. */
  <Q, A> A call(MethodDescriptor<Q, A> method, Q request);
}
