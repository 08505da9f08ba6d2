package orchestrator.flow.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.flow.Flow;
import orchestrator.flow.Visit;

/** Checks which services the blocks of a flow ask, those that undo others included. */
public final class FlowServices {
  private FlowServices() {}

  /** Requires that each block asks one: what it sends by itself goes where no runner looks. */
  static void requireSome(Flow<?, ?> flow) {
    for (Visit visit : all(flow)) {
      if (visit.block().service().isEmpty()) {
        throw new IllegalArgumentException(
            "flow '%s': the block '%s' sends by itself, so that only an Orchestrator can use it"
                .formatted(flow.name(), visit));
      }
    }
  }

  /**
   * Requires that all that are asked are among these.
   *
   * @param lack what is wrong with one that is not, for the message
   * @throws IllegalArgumentException when a block asks another one
   */
  public static void requireKnown(Flow<?, ?> flow, Set<String> known, String lack) {
    for (Visit visit : all(flow)) {
      Optional<String> asked = visit.block().service();
      if (asked.isPresent() && !known.contains(asked.get())) {
        throw new IllegalArgumentException(
            "flow '%s': the block '%s' asks the service '%s', which %s"
                .formatted(flow.name(), visit, asked.get(), lack));
      }
    }
  }

  private static List<Visit> all(Flow<?, ?> flow) {
    return flow.visits().stream()
        .flatMap(visit -> Stream.concat(Stream.of(visit), visit.undo().stream()))
        .toList();
  }
}
