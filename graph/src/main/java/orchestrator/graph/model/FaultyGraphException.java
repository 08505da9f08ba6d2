package orchestrator.graph.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Says that something is no graph that can run, and tells each fault. */
public final class FaultyGraphException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;
  private final transient OptionalLong offset;

  /** One with these faults, at least one. */
  public FaultyGraphException(List<Fault> faults) {
    this(faults, OptionalLong.empty());
  }

  /**
   * One with these faults, at least one.
   *
   * @param offset how many bytes of the input were read when the first was found, if known
   */
  public FaultyGraphException(List<Fault> faults, OptionalLong offset) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
    this.offset = offset;
  }

  /** What is wrong, in the order of the input. */
  public List<Fault> faults() {
    return faults;
  }

  /** How many bytes of the input were read when the first fault was found, if known. */
  public OptionalLong offset() {
    return offset;
  }
}
