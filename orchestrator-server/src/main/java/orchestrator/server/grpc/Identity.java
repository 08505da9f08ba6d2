package orchestrator.server.grpc;

import io.grpc.Context;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import orchestrator.server.call.CallContext;

/** Tells who calls and on which channel, as the interceptors have found and checked it. */
final class Identity {
  static final Context.Key<String> REQUEST_ID = Context.key("request-id");
  static final Context.Key<String> ORGANIZATION = Context.key("organization");
  static final Context.Key<String> CHANNEL = Context.key("channel");

  /** What the caller named; no value when it named none. */
  static final Context.Key<String> CHAINCODE = Context.key("chaincode");

  /**
   * Checks once more whether the caller is let in; throws an OrchestratorException with OE0102 when
   * it is not. For calls that last longer than certificates and channels stay as they are.
   */
  static final Context.Key<Runnable> ADMISSION = Context.key("admission");

  private Identity() {}

  /** The caller of the call that runs in this context. */
  static CallContext caller(BooleanSupplier gone) {
    Optional<String> chaincode = Optional.ofNullable(CHAINCODE.get());
    return new CallContext(
        ORGANIZATION.get(), CHANNEL.get(), chaincode.filter(name -> !name.isEmpty()), gone);
  }
}
