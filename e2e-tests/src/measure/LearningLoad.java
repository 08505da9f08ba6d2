import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains chains of learnuplets over HTTP, and tells how many a second come to their end.
 *
 * <p>java e2e-tests/src/measure/LearningLoad.java HOST:PORT USER PASSWORD ALGORITHMS RANKS, with a
 * server started by {@code USER_AUTH=… PWD_AUTH=… serve --learning}. Each algorithm has a worker of
 * its own, which takes and reports one rank after the other.
 */
public final class LearningLoad {
  private static final Pattern UUID = Pattern.compile("\"uuid\": \"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String basic;

  private LearningLoad(String address, String user, String password) {
    this.address = address;
    basic =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
  }

  private String send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .header("authorization", basic)
            .header("content-type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private long[] train(String algo) throws Exception {
    List<String> uuids = new ArrayList<>();
    Matcher matcher = UUID.matcher(send("GET", "/learnuplet?algo=" + algo, ""));
    while (matcher.find()) {
      uuids.add(matcher.group(1));
    }
    long[] nanos = new long[uuids.size()];
    for (int rank = 0; rank < nanos.length; rank++) {
      long start = System.nanoTime();
      send("POST", "/worker/learnuplet/" + uuids.get(rank), "{\"worker\":\"w\"}");
      send(
          "POST",
          "/learndone/" + uuids.get(rank),
          "{\"status\":\"done\",\"perf\":0.5,\"train_perf\":{},\"test_perf\":{}}");
      nanos[rank] = System.nanoTime() - start;
    }
    return nanos;
  }

  public static void main(String[] arguments) throws Exception {
    LearningLoad load = new LearningLoad(arguments[0], arguments[1], arguments[2]);
    int algorithms = Integer.parseInt(arguments[3]);
    int ranks = Integer.parseInt(arguments[4]);
    String run = "run-" + System.currentTimeMillis();
    load.send(
        "POST",
        "/problem",
        "{\"uuid\":\"%s\",\"workflow\":\"w\",\"test_dataset\":[],\"size_train_dataset\":10}"
            .formatted(run));
    String data =
        IntStream.range(0, 10 * ranks)
            .mapToObj(number -> "\"" + run + "-" + number + "\"")
            .collect(Collectors.joining(","));
    long posted = System.nanoTime();
    load.send("POST", "/data", "{\"uuid\":[%s],\"problems\":[\"%s\"]}".formatted(data, run));
    System.out.printf(
        "%d data posted in %d ms%n", 10 * ranks, (System.nanoTime() - posted) / 1_000_000);
    for (int algo = 0; algo < algorithms; algo++) {
      load.send(
          "POST",
          "/algo",
          "{\"uuid\":\"%s-a%d\",\"problem\":\"%s\",\"name\":\"n\"}".formatted(run, algo, run));
    }
    ExecutorService workers = Executors.newFixedThreadPool(algorithms);
    long start = System.nanoTime();
    List<Future<long[]>> all = new ArrayList<>();
    for (int algo = 0; algo < algorithms; algo++) {
      String name = run + "-a" + algo;
      all.add(workers.submit(() -> load.train(name)));
    }
    List<Long> nanos = new ArrayList<>();
    for (Future<long[]> each : all) {
      Arrays.stream(each.get()).forEach(nanos::add);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    workers.shutdown();
    Collections.sort(nanos);
    System.out.printf(
        "%d learnuplets in %.1f s, %.0f a second; taken and reported in %.1f ms in the median, %.1f"
            + " ms at the 99th percentile%n",
        nanos.size(),
        seconds,
        nanos.size() / seconds,
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6);
  }
}
