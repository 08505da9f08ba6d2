package orchestrator.scenario.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Tells all that is wrong with settings. */
public final class SettingsFaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** Of these faults, at least one. */
  public SettingsFaultException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** The faults, in the order of their places. */
  public List<Fault> faults() {
    return faults;
  }
}
