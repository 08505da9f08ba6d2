package orchestrator.executor;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what a node asks an executor for.
 *
 * @param attempt names this try, {@code <task key>/<number of the try from 1>}; empty when the
 *     caller does not say
 * @param id the node's number in its graph
 * @param name of the node, as people see it
 * @param target a host for the engines that log in somewhere; empty for none
 * @param engine which engine runs it, {@code shell} for example
 * @param artifact what the engine runs: a program, a script, an address, an image
 * @param arguments in order, with what other nodes have put out in place
 * @param outputs the outputs that are wanted, with the values that they have if nothing sets them
 * @param environment variables for engines that start a process
 * @param timeout after which the engine stops it and the outcome is a failure; none for no limit
 * @param graph by which graphs take turns at an executor; free text, may be empty
 * @param priority of those of a graph that wait, the one with the highest starts first
 */
public record Work(
    String attempt,
    int id,
    String name,
    String target,
    String engine,
    String artifact,
    List<String> arguments,
    Map<String, String> outputs,
    Map<String, String> environment,
    Optional<Duration> timeout,
    String graph,
    int priority) {
  /** Copies the lists. */
  public Work {
    arguments = List.copyOf(arguments);
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** What people call it: its name, or its number when it has none. */
  public String title() {
    return name.isEmpty() ? "node " + id : name;
  }
}
