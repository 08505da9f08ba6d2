package orchestrator.demo.incoming;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orchestrator.demo.incoming.FakeService.Call;
import orchestrator.demo.incoming.FakeService.Reply;

/** Answers as a service that has some tasks; without rules by which new ones come. */
final class FakeTasks implements Function<Call, Optional<Reply>> {
  private final Map<String, JsonObject> tasks = new LinkedHashMap<>();

  /** Whether a worker that takes a task is refused, though it has it. */
  private boolean losesAnswers;

  synchronized FakeTasks losingAnswers() {
    losesAnswers = true;
    return this;
  }

  /** Adds a training; without a start it is held. */
  synchronized FakeTasks training(
      String uuid, String algo, Optional<String> start, List<String> data, List<String> test) {
    JsonObject task = IncomingStudy.object("uuid", uuid);
    task.addProperty("kind", "learnuplet");
    task.addProperty("algo", algo);
    start.ifPresentOrElse(
        id -> task.addProperty("model_start", id),
        () -> task.add("model_start", JsonNull.INSTANCE));
    task.addProperty("model_end", "end-of-" + uuid);
    task.add("train_data", array(data));
    task.add("test_data", array(test));
    task.addProperty("rank", tasks.size());
    return add(task);
  }

  synchronized FakeTasks prediction(String uuid, String data, String model) {
    JsonObject task = IncomingStudy.object("uuid", uuid);
    task.addProperty("kind", "preduplet");
    task.addProperty("data", data);
    task.addProperty("model", model);
    return add(task);
  }

  private FakeTasks add(JsonObject task) {
    task.addProperty("status", "todo");
    tasks.put(task.get("uuid").getAsString(), task);
    return this;
  }

  @Override
  public synchronized Optional<Reply> apply(Call call) {
    String[] words = call.line().split("[ ?]", -1);
    String[] path = words[1].substring(1).split("/", -1);
    if (call.line().startsWith("GET ")) {
      return ok(path.length == 1 ? list(path[0], words[2]) : tasks.get(path[1]));
    }
    JsonObject body = JsonParser.parseString(call.body()).getAsJsonObject();
    JsonObject task = tasks.get(path[path.length - 1]);
    boolean isTaken = path[0].equals("worker");
    if (isTaken && !status(task).equals("todo")) {
      return Optional.of(new Reply(400, "{\"Error\": \"Might be already pending\"}"));
    }
    body.entrySet().forEach(each -> task.add(each.getKey(), each.getValue()));
    if (isTaken) {
      task.addProperty("status", "pending");
    }
    return isTaken && losesAnswers
        ? Optional.of(new Reply(400, "{\"Error\": \"Might be already pending\"}"))
        : ok(new JsonObject());
  }

  private JsonObject list(String kind, String query) {
    JsonArray found = new JsonArray();
    tasks.values().stream()
        .filter(task -> task.get("kind").getAsString().equals(kind))
        .filter(task -> !query.contains("status=todo") || status(task).equals("todo"))
        .filter(
            task ->
                !query.contains("model_end=")
                    || query.endsWith("model_end=" + task.get("model_end").getAsString()))
        .forEach(found::add);
    JsonObject list = new JsonObject();
    list.add(kind + "s", found);
    return list;
  }

  private static String status(JsonObject task) {
    return task.get("status").getAsString();
  }

  private static Optional<Reply> ok(JsonObject body) {
    return Optional.of(new Reply(200, body.toString()));
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
