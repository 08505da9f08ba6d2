package orchestrator.client.resume;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds what a task is given in the place of what it had. */
final class Replacement {
  private Optional<String> function = Optional.empty();
  private final Map<String, List<String>> inputs = new TreeMap<>();

  void setFunction(String key) {
    function = Optional.of(key);
  }

  void setInput(String identifier, List<String> assetKeys) {
    inputs.put(identifier, List.copyOf(assetKeys));
  }

  Optional<String> function() {
    return function;
  }

  /** By identifier of the input, the keys of the assets that feed it. */
  Map<String, List<String>> inputs() {
    return inputs;
  }

  /** Tells all of it, in the same order in every process. */
  @Override
  public String toString() {
    return function.orElse("") + inputs;
  }
}
