package orchestrator.client.worker;

import orchestrator.proto.Addressable;
import orchestrator.proto.Function;

/**
 * Builds a function's image, for a {@link FunctionBuilder}.
 *
 * <pre>{@code
 * BuildHandler handler =
 *     function -> {
 *       byte[] code = fetch(function.getArchive());
 *       byte[] manifest = buildAndPush(function.getName(), code);
 *       return Addressables.of(manifest, "registry.example.org/" + function.getKey());
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface BuildHandler {
  /**
   * Builds an image of a function that is BUILDING. It is READY when this returns.
   *
   * @param function as it was when it was found
   * @return where the image is stored
   * @throws Exception to fail the function, with a failure report; but an {@link
   *     orchestrator.client.OrchestratorException} that {@code isTransient()} makes the builder
   *     build it again when the server is back
   */
  Addressable build(Function function) throws Exception;
}
