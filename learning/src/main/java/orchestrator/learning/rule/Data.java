package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Is one piece of data. */
public final class Data implements Document {
  private final String uuid;
  private final String owner;
  private final Instant time;

  final Set<String> problems = new LinkedHashSet<>();
  Optional<Instant> withdrawn = Optional.empty();

  Data(String uuid, String owner, Instant time) {
    this.uuid = uuid;
    this.owner = owner;
    this.time = time;
  }

  @Override
  public String uuid() {
    return uuid;
  }

  /** The organization that has it. */
  public String owner() {
    return owner;
  }

  /** Whether no new task may train on it. */
  public boolean isWithdrawn() {
    return withdrawn.isPresent();
  }

  /** Whether it was posted for a problem. */
  public boolean isFor(String problem) {
    return problems.contains(problem);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("uuid", uuid);
    json.set("problems", Fields.list(problems));
    json.put("timestamp_upload", time.getEpochSecond());
    withdrawn.ifPresent(it -> json.put("timestamp_withdrawn", it.getEpochSecond()));
    return json;
  }
}
