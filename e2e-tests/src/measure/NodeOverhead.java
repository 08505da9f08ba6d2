import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a node waits from ready to started while others run: chains of nodes that sleep, whose
 * times are in what the runner keeps of each. A node is ready when the one before it has stopped.
 *
 * <p>Run as `java NodeOverhead.java HOST:PORT CHAINS LENGTH`, twice: the first run warms up.
 */
class NodeOverhead {
  private static final String CALLER = "organization=MyOrg1MSP&channel=mychannel";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] arguments) throws Exception {
    String door = "http://" + arguments[0];
    int chains = Integer.parseInt(arguments[1]);
    int length = Integer.parseInt(arguments[2]);
    String id = match("\"id\":\"(\\w+)\"", call("POST", door + "/v1/tasks", graph(chains, length)));
    while (call("GET", door + "/v1/tasks/" + id, "").contains("\"state\":2,\"digraph\"")) {
      Thread.sleep(500);
    }
    Map<String, long[]> times = times(door, id);
    long[] waits = new long[chains * (length - 1)];
    for (int chain = 0; chain < chains; chain++) {
      for (int place = 1; place < length; place++) {
        long ready = times.get("n" + (chain * length + place - 1))[1];
        waits[chain * (length - 1) + place - 1] =
            times.get("n" + (chain * length + place))[0] - ready;
      }
    }
    Arrays.sort(waits);
    System.out.printf(
        "%d nodes, %d at a time: ready to started, milliseconds: median %d, p95 %d, p99 %d, most %d%n",
        times.size(),
        chains,
        waits[waits.length / 2],
        waits[waits.length * 95 / 100],
        waits[waits.length * 99 / 100],
        waits[waits.length - 1]);
  }

  private static String graph(int chains, int length) {
    Random random = new Random(7);
    StringBuilder edges = new StringBuilder();
    StringBuilder nodes = new StringBuilder();
    for (int id = 0; id < chains * length; id++) {
      if (id % length > 0) {
        edges.append(edges.length() == 0 ? "" : ",").append("[%d,%d]".formatted(id - 1, id));
      }
      nodes
          .append(id == 0 ? "" : ",")
          .append(
              "{\"id\":%d,\"name\":\"n%d\",\"engine\":\"sleep\",\"args\":[\"milliseconds=%d\"]}"
                  .formatted(id, id, 400 + random.nextInt(200)));
    }
    return "{\"edges\":[" + edges + "],\"nodes\":[" + nodes + "]}";
  }

  /** Start and stop of each node, in milliseconds. */
  private static Map<String, long[]> times(String door, String plan) throws Exception {
    String key =
        plan.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    Map<String, long[]> times = new HashMap<>();
    String token = "";
    do {
      String page =
          call(
              "GET",
              door
                  + "/api/v1/tasks?filter.compute_plan_key="
                  + key
                  + "&page_size=500&page_token="
                  + token
                  + "&"
                  + CALLER,
              "");
      token = match("\"nextPageToken\":\"([^\"]*)\"", page);
      Matcher task =
          Pattern.compile("\\{\"key\":\"([0-9a-f-]{36})\",\"owner\"").matcher(page);
      Matcher name = Pattern.compile("\"node.name\":\"(n\\d+)\"").matcher(page);
      while (task.find()) {
        if (!name.find(task.start())) {
          throw new IOException("a task without a name: " + page.substring(task.start()));
        }
        String models = call("GET", door + "/api/v1/tasks/" + task.group(1) + "/models?" + CALLER, "");
        String report =
            call(
                "GET",
                door + "/v1/artifacts/models/" + match("\"key\":\"([0-9a-f-]{36})\"", models),
                "");
        times.put(
            name.group(1),
            new long[] {
              Long.parseLong(match("\"started\":(\\d+)", report)),
              Long.parseLong(match("\"stopped\":(\\d+)", report))
            });
      }
    } while (!token.isEmpty());
    return times;
  }

  private static String match(String pattern, String text) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static String call(String method, String address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }
}
