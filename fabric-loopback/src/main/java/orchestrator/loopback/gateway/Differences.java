package orchestrator.loopback.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Collects all differences that were found, and tells each at once, so that no one can miss it. */
public final class Differences {
  private final List<Difference> found = new CopyOnWriteArrayList<>();
  private final Consumer<String> loud;

  /**
   * Begins without a difference.
   *
   * @param loud is told each
   */
  public Differences(Consumer<String> loud) {
    this.loud = loud;
  }

  /** Those found up to now. */
  public List<Difference> all() {
    return List.copyOf(found);
  }

  void add(Difference difference) {
    found.add(difference);
    loud.accept("fabric-loopback: DIFFERENT RESULTS: " + difference);
  }
}
