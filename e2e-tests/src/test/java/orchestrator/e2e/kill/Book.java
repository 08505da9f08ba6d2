package orchestrator.e2e.kill;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes what the writers of one round asked for, and what of it was acknowledged. */
final class Book {

  /** A task that frees its children when it is done, in the same call. */
  record Family(String parent, List<String> children) {}

  private final Queue<Message> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<List<String>> batches = new ConcurrentLinkedQueue<>();
  private final Queue<Family> families = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<Object>> values = new ConcurrentHashMap<>();
  private final Map<String, List<String>> models = new ConcurrentHashMap<>();

  /** These keys are asked for in one call. */
  void asked(List<String> keys) {
    batches.add(keys);
  }

  /** These tasks are asked for in one call. */
  void askedFamily(String parent, List<String> children) {
    families.add(new Family(parent, children));
  }

  /** These models of a task are asked for in one call. */
  void askedModels(String task, List<String> keys) {
    models.put(task, keys);
  }

  /** These were answered to a registration. */
  void registered(List<? extends Message> answers) {
    acknowledged.addAll(answers);
  }

  /** The name of a plan, or the status of a task, may be this one from now on. */
  void mayBe(String key, Object value) {
    values.compute(
        key,
        (asset, before) -> {
          Set<Object> possible = ConcurrentHashMap.newKeySet();
          if (before != null) {
            possible.addAll(before);
          }
          possible.add(value);
          return possible;
        });
  }

  /** The name of a plan, or the status of a task, is this one until a change is asked for. */
  void is(String key, Object value) {
    values.put(key, Set.of(value));
  }

  /** What registrations were answered. */
  List<Message> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Keys that are there together or not at all. */
  List<List<String>> batches() {
    return List.copyOf(batches);
  }

  /** Tasks that change together. */
  List<Family> families() {
    return List.copyOf(families);
  }

  /** Models asked for, by task. */
  Map<String, List<String>> models() {
    return Map.copyOf(models);
  }

  /** Whether a name or a status is one that the asset may have. */
  boolean allows(String key, Object value) {
    return values.getOrDefault(key, Set.of(value)).contains(value);
  }

  /** The keys whose name or status is known from an answer: they must be there. */
  Set<String> certain() {
    return Set.copyOf(values.keySet());
  }
}
