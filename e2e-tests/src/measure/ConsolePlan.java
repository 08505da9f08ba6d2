import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a plan for the console to show, over HTTP: rounds in which each organization trains on what
 * the round before came to, one of them puts the models together, and each evaluates. A round of
 * ten organizations has 21 tasks and 40 edges.
 *
 * <p>Run as `java ConsolePlan.java seed HOST:PORT TASKS [ORGANIZATIONS]`, which prints the key of
 * the plan, or as `java ConsolePlan.java drive HOST:PORT PLAN CHANGES_A_SECOND SECONDS`, which takes
 * its tasks, first ranks first, from ready to executing to done at that pace.
 */
class ConsolePlan {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SUM = "ab".repeat(32);
  private static final String ADDRESS =
      "{\"checksum\":\"" + SUM + "\",\"storageAddress\":\"https://files.example/a\"}";
  private static final String PUBLIC = "{\"permissions\":{\"public\":true}}";
  private static final int TASKS_A_CALL = 1000;

  private final String door;

  private ConsolePlan(String door) {
    this.door = door;
  }

  public static void main(String[] arguments) throws Exception {
    ConsolePlan plan = new ConsolePlan(arguments[1]);
    if (arguments[0].equals("seed")) {
      int organizations = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 10;
      System.out.println(plan.seed(Integer.parseInt(arguments[2]), organizations));
    } else {
      plan.drive(arguments[2], Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    }
  }

  private String seed(int tasks, int organizations) throws Exception {
    for (int index = 1; index <= organizations; index++) {
      post("/organizations", index, "", 200, 409);
    }
    String train =
        function(
            "train",
            "\"local\":{\"kind\":\"ASSET_MODEL\",\"optional\":true},\"shared\":{\"kind\":\"ASSET_MODEL\",\"optional\":true}",
            "\"local\":{\"kind\":\"ASSET_MODEL\"},\"shared\":{\"kind\":\"ASSET_MODEL\"}");
    String aggregate =
        function(
            "aggregate",
            "\"models\":{\"kind\":\"ASSET_MODEL\",\"multiple\":true}",
            "\"model\":{\"kind\":\"ASSET_MODEL\"}");
    String evaluate =
        function(
            "evaluate",
            "\"model\":{\"kind\":\"ASSET_MODEL\"}",
            "\"accuracy\":{\"kind\":\"ASSET_PERFORMANCE\"}");
    String plan = UUID.randomUUID().toString();
    post("/plans", 1, "{\"key\":\"" + plan + "\",\"name\":\"study of " + tasks + " tasks\"}", 200);
    List<String> batch = new ArrayList<>();
    String[] before = new String[organizations];
    String shared = null;
    int made = 0;
    for (int round = 1; made < tasks; round++) {
      List<String> models = new ArrayList<>();
      for (int at = 0; at < organizations && made < tasks; at++, made++) {
        List<String> inputs = new ArrayList<>();
        if (shared != null) {
          inputs.add(input("local", before[at], "local"));
          inputs.add(input("shared", shared, "model"));
        }
        before[at] = UUID.randomUUID().toString();
        models.add(input("models", before[at], "shared"));
        batch.add(
            task(
                before[at], plan, train, at + 1, round, inputs,
                "\"local\":" + PUBLIC + ",\"shared\":" + PUBLIC));
      }
      if (made++ < tasks) {
        shared = UUID.randomUUID().toString();
        batch.add(task(shared, plan, aggregate, 1, round, models, "\"model\":" + PUBLIC));
      }
      for (int at = 0; at < organizations && made < tasks; at++, made++) {
        batch.add(
            task(
                UUID.randomUUID().toString(), plan, evaluate, at + 1, round,
                List.of(input("model", before[at], "local")), "\"accuracy\":" + PUBLIC));
      }
      if (batch.size() >= TASKS_A_CALL || made >= tasks) {
        post("/tasks", 1, "{\"tasks\":[" + String.join(",", batch) + "]}", 200);
        batch.clear();
      }
    }
    return plan;
  }

  private String function(String name, String inputs, String outputs) throws Exception {
    String key = UUID.randomUUID().toString();
    post(
        "/functions",
        1,
        "{\"key\":\"%s\",\"name\":\"%s\",\"description\":%s,\"archive\":%s,\"newPermissions\":{\"public\":true},\"inputs\":{%s},\"outputs\":{%s}}"
            .formatted(key, name, ADDRESS, ADDRESS, inputs, outputs),
        200);
    post("/functions/" + key + ":apply", 1, "{\"action\":\"FUNCTION_ACTION_BUILDING\"}", 200);
    HttpRequest update =
        request("/functions/" + key, 1)
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofString(
                    "{\"name\":\"" + name + "\",\"image\":" + ADDRESS + "}"))
            .build();
    check(HTTP.send(update, HttpResponse.BodyHandlers.ofString()), 200);
    post("/functions/" + key + ":apply", 1, "{\"action\":\"FUNCTION_ACTION_READY\"}", 200);
    return key;
  }

  private static String input(String name, String parent, String output) {
    return "{\"identifier\":\"%s\",\"parentTaskOutput\":{\"parentTaskKey\":\"%s\",\"outputIdentifier\":\"%s\"}}"
        .formatted(name, parent, output);
  }

  private static String task(
      String key, String plan, String function, int worker, int round, List<String> inputs,
      String outputs) {
    return "{\"key\":\"%s\",\"computePlanKey\":\"%s\",\"functionKey\":\"%s\",\"worker\":\"MyOrg%dMSP\",\"metadata\":{\"round\":\"%d\"},\"inputs\":[%s],\"outputs\":{%s}}"
        .formatted(key, plan, function, worker, round, String.join(",", inputs), outputs);
  }

  /** Each call is one change; the door keeps up with hundreds a second on a few connections. */
  private void drive(String plan, int pace, int seconds) throws Exception {
    List<String[]> tasks = tasks(plan);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    Semaphore waiting = new Semaphore(64);
    AtomicInteger refused = new AtomicInteger();
    long start = System.nanoTime();
    int changes = 0;
    for (int from = 0, to; from < tasks.size() && changes < pace * seconds; from = to) {
      to = from + 1;
      // Those of one rank do not wait for one another.
      while (to < tasks.size() && to < from + 50 && tasks.get(to)[2].equals(tasks.get(from)[2])) {
        to++;
      }
      for (String action : List.of("TASK_ACTION_EXECUTING", "TASK_ACTION_DONE")) {
        List<String[]> part = tasks.subList(from, to);
        for (String[] task : part) {
          long due = start + changes++ * 1_000_000_000L / pace;
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
          waiting.acquire();
          callers.execute(
              () -> {
                try {
                  int status =
                      post(
                          "/tasks/" + task[0] + ":apply",
                          task[1],
                          "{\"action\":\"" + action + "\"}");
                  refused.addAndGet(status == 200 ? 0 : 1);
                } catch (Exception e) {
                  refused.incrementAndGet();
                } finally {
                  waiting.release();
                }
              });
        }
        // What executes must have begun before it is done.
        waiting.acquire(64);
        waiting.release(64);
      }
    }
    callers.shutdown();
    callers.awaitTermination(1, TimeUnit.MINUTES);
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d changes in %.1f s, %.0f a second, %d refused%n",
        changes, took, changes / took, refused.get());
  }

  /** Key, worker and rank of each task that is not done, in the order in which they can run. */
  private List<String[]> tasks(String plan) throws Exception {
    List<String[]> found = new ArrayList<>();
    List<String> ranks = new ArrayList<>();
    String token = "";
    do {
      String page =
          HTTP.send(
                  request(
                          "/tasks?page_size=10000&filter.compute_plan_key=" + plan + token, 1)
                      .GET()
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      java.util.regex.Matcher task =
          java.util.regex.Pattern.compile(
                  "\"key\":\"([^\"]+)\",\"owner\":\"[^\"]+\",\"computePlanKey\":\"[^\"]+\",\"rank\":(\\d+),\"status\":\"STATUS_([A-Z_]+)\",\"worker\":\"([^\"]+)\"")
              .matcher(page);
      while (task.find()) {
        if (task.group(3).startsWith("WAITING") || task.group(3).equals("EXECUTING")) {
          ranks.add("%07d".formatted(Integer.parseInt(task.group(2))) + found.size());
          found.add(new String[] {task.group(1), task.group(4), task.group(2)});
        }
      }
      java.util.regex.Matcher next =
          java.util.regex.Pattern.compile("\"nextPageToken\":\"([^\"]+)\"").matcher(page);
      token =
          next.find()
              ? "&page_token=" + java.net.URLEncoder.encode(next.group(1), "UTF-8")
              : "";
    } while (!token.isEmpty());
    return ranks.stream()
        .sorted()
        .map(rank -> found.get(Integer.parseInt(rank.substring(7))))
        .toList();
  }

  private HttpRequest.Builder request(String path, int organization) {
    return request(path, "MyOrg" + organization + "MSP");
  }

  private HttpRequest.Builder request(String path, String organization) {
    return HttpRequest.newBuilder(URI.create("http://" + door + "/api/v1" + path))
        .header("Content-Type", "application/json")
        .header("mspid", organization)
        .header("channel", "mychannel");
  }

  private int post(String path, String organization, String body) throws Exception {
    HttpRequest request =
        request(path, organization).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private void post(String path, int organization, String body, int... wanted) throws Exception {
    HttpRequest request =
        request(path, organization).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    check(HTTP.send(request, HttpResponse.BodyHandlers.ofString()), wanted);
  }

  private static void check(HttpResponse<String> response, int... wanted) throws IOException {
    for (int status : wanted) {
      if (response.statusCode() == status) {
        return;
      }
    }
    throw new IOException(response.uri() + ": " + response.statusCode() + " " + response.body());
  }
}
