package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Is an algorithm, with the tasks in which it is trained. */
public final class Algo implements Document {
  private final String key;
  private final String owner;
  private final ObjectNode body;
  private final Instant time;
  private final Problem problem;

  /** In the order in which they were made. */
  final List<Learnuplet> learnuplets = new ArrayList<>();

  /** How many of {@link #learnuplets} have come to an end, from the first on. */
  int settled;

  /** How often it, or data for it, were posted. */
  int posts;

  boolean isReady;
  Optional<Instant> withdrawn = Optional.empty();

  Algo(Fact.AlgoPosted posted, Problem problem) {
    key = posted.key();
    owner = posted.owner();
    body = posted.body();
    time = posted.time();
    this.problem = problem;
  }

  @Override
  public String uuid() {
    return body.path("uuid").textValue();
  }

  /** The key of its function. */
  public String key() {
    return key;
  }

  /** The organization that posted it. */
  public String owner() {
    return owner;
  }

  /** The problem that it is for. */
  public Problem problem() {
    return problem;
  }

  /** Whether its function can be used. */
  public boolean isReady() {
    return isReady;
  }

  /** Whether it is trained no more. */
  public boolean isWithdrawn() {
    return withdrawn.isPresent() || problem.isWithdrawn();
  }

  /** How often it, or data for it, were posted. */
  public int posts() {
    return posts;
  }

  /** Whether it was withdrawn itself, and not its problem. */
  public boolean isWithdrawnItself() {
    return withdrawn.isPresent();
  }

  int nextRank() {
    return highest().map(it -> it.rank() + 1).orElse(0);
  }

  Optional<Learnuplet> highest() {
    return learnuplets.stream().max(Comparator.comparingInt(Learnuplet::rank));
  }

  /** The one with the best result; of equal ones the first. */
  Optional<Learnuplet> best() {
    return Learnuplet.best(learnuplets);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = body.deepCopy();
    json.put("timestamp_upload", time.getEpochSecond());
    withdrawn.ifPresent(it -> json.put("timestamp_withdrawn", it.getEpochSecond()));
    return json;
  }
}
