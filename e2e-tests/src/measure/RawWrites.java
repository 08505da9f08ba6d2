import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a CouchDB does without an orchestrator: the documents that a server in the couchdb mode has
 * made of calls of `bench write`, a function and its event each, are written anew to a database that
 * is made for it and removed. Run as `java RawWrites.java URL USER:PASSWORD DATABASE`.
 */
public class RawWrites {
  private static final int SECONDS = 5;
  private static final int SAMPLE = 5000;
  private static final String RAW = "/raw-writes";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static String url;
  private static String login;

  private record Call(String function, String event) {}

  private interface Request {
    /** Sends the documents of some calls. */
    void send(Iterator<Call> calls) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    url = arguments[0];
    login = Base64.getEncoder().encodeToString(arguments[1].getBytes(StandardCharsets.UTF_8));
    String database = "/" + arguments[2].replace("$", "%24");
    List<String> functions = documents(database, "function:");
    List<String> events = documents(database, "event:");
    events.removeIf(event -> !event.contains("\"function\":{"));
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < Math.min(functions.size(), events.size()); i++) {
      calls.add(new Call(functions.get(i), events.get(i)));
    }
    for (int round = 0; round < 2; round++) {
      measure("one PUT a document", calls, 1, 1, RawWrites::put);
      measure("_bulk_docs of 2 documents", calls, 1, 2, next -> bulk(next, 1));
      measure("_bulk_docs of 2 documents", calls, 64, 2, next -> bulk(next, 1));
      measure("_bulk_docs of 64 documents", calls, 1, 64, next -> bulk(next, 32));
      measure("_bulk_docs of 128 documents", calls, 1, 128, next -> bulk(next, 64));
      measure("_bulk_docs of 1000 documents", calls, 1, 1000, next -> bulk(next, 500));
    }
  }

  /** Documents of one kind, without revisions; one stands in each line of CouchDB's answer. */
  private static List<String> documents(String database, String kind) throws Exception {
    String range = "startkey=%22" + kind + "%22&endkey=%22" + kind + "~%22&limit=" + SAMPLE;
    List<String> documents = new ArrayList<>();
    for (String line : ask("GET", database + "/_all_docs?include_docs=true&" + range, "").split("\n")) {
      int start = line.indexOf("\"doc\":{");
      if (start > 0) {
        String document = line.substring(start + 6).replaceAll("\\},?\r?$", "");
        documents.add(document.replaceFirst("\"_rev\":\"[^\"]*\",", ""));
      }
    }
    return documents;
  }

  private static void put(Iterator<Call> calls) throws Exception {
    ask("POST", RAW, calls.next().function());
  }

  private static void bulk(Iterator<Call> calls, int count) throws Exception {
    StringJoiner bulk = new StringJoiner(",", "{\"docs\":[", "]}");
    for (int i = 0; i < count; i++) {
      Call call = calls.next();
      bulk.add(call.function()).add(call.event());
    }
    ask("POST", RAW + "/_bulk_docs", bulk.toString());
  }

  /** Prints how much is written in a second, after one second to warm up. */
  private static void measure(
      String what, List<Call> calls, int clients, int documents, Request request)
      throws Exception {
    ask("DELETE", RAW, "");
    while (!ask("PUT", RAW, "").contains("\"ok\"")) {
      Thread.sleep(100);
    }
    Iterator<Call> next = fresh(calls);
    long start = System.nanoTime() + 1_000_000_000L;
    long end = start + SECONDS * 1_000_000_000L;
    LongAdder requests = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (System.nanoTime() < end) {
                    boolean counts = System.nanoTime() > start;
                    request.send(next);
                    requests.add(counts ? 1 : 0);
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double rate = requests.sum() / (double) SECONDS;
    System.out.printf(
        "%-30s %3d clients %7.0f requests/s %7.0f documents/s%n",
        what, clients, rate, rate * documents);
    ask("DELETE", RAW, "");
  }

  /** The calls again and again, with ids that are spread as the clients' and the log's are. */
  private static Iterator<Call> fresh(List<Call> calls) {
    AtomicLong count = new AtomicLong();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Call next() {
        long n = count.getAndIncrement();
        Call call = calls.get((int) (n % calls.size()));
        return new Call(
            withId(call.function(), UUID.randomUUID().toString()),
            withId(call.event(), String.format("%08x", n) + "-0000-8000-8000-000000000000"));
      }
    };
  }

  private static String withId(String document, String id) {
    return document.replaceFirst("(\"_id\":\"[a-z]*:)[^\"]*", "$1" + id);
  }

  private static String ask(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 400 && answer.statusCode() != 404 && answer.statusCode() != 412) {
      throw new IllegalStateException(method + " " + path + ": " + answer.body());
    }
    return answer.body();
  }
}
