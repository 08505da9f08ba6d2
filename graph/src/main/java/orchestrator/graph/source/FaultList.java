package orchestrator.graph.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.FaultyGraphException;

/** Collects what is wrong with a file while it is read; not for several threads. */
public final class FaultList {
  /** A file with more faults than this is told in part. */
  private static final int MOST = 100;

  private final Set<Fault> faults = new LinkedHashSet<>();
  private boolean more;

  /** Adds a fault. */
  public void add(Place place, String message) {
    add(Fault.at(place.toString(), message));
  }

  /** Adds a fault, unless it is there already. */
  public void add(Fault fault) {
    if (faults.size() < MOST) {
      faults.add(fault);
    } else {
      more = !faults.contains(fault) || more;
    }
  }

  /** Ends the reading if there are faults. */
  public void check() throws FaultyGraphException {
    if (!faults.isEmpty()) {
      List<Fault> all = new ArrayList<>(faults);
      if (more) {
        all.add(Fault.at("", "there are more faults than these " + MOST));
      }
      throw new FaultyGraphException(all);
    }
  }

  /** A single fault that ends the reading at once. */
  public static FaultyGraphException one(Place place, String message) {
    return new FaultyGraphException(List.of(Fault.at(place.toString(), message)));
  }
}
