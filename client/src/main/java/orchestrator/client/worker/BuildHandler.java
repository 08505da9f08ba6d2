package orchestrator.client.worker;

import orchestrator.proto.Addressable;
import orchestrator.proto.Function;

/** Builds a function's image, for a {@link FunctionBuilder}. */
@FunctionalInterface
public interface BuildHandler {
  /**
   * Builds an image.
   *
   * @return where it is stored
   * @throws Exception to fail the function, with a failure report
   */
  Addressable build(Function function) throws Exception;
}
