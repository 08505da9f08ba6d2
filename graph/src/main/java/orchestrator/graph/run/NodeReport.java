package orchestrator.graph.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;

/**
 * Tells of a node how it stands, or what it came to.
 *
 * @param tries how many times it was tried
 * @param started when its last try began; empty for what needs no executor, or has not begun
 * @param stopped when that ended
 * @param outputs what it has put out
 * @param reason why it failed; empty when it did not
 * @param log the file with what it wrote, if it wrote anything
 */
public record NodeReport(
    Node node,
    NodeState state,
    int tries,
    Optional<Instant> started,
    Optional<Instant> stopped,
    Map<String, String> outputs,
    String reason,
    Optional<Path> log) {}
