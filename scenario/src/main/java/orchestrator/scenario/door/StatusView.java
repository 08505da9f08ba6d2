package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;

/** Tells what goes on, and stops it. */
interface StatusView {
  /** What runs, how far it has come, who is registered. */
  ObjectNode json();

  /** Stops what runs and what waits. */
  void stop();

  /** Figures in the form of Prometheus. */
  String metrics();

  /** The file of a run's report; empty when there is none of that name. */
  Optional<Path> lines(String run);

  /** A run's report as a page; empty when there is none of that name. */
  Optional<String> page(String run);
}
