package orchestrator.e2e.harness.couchdb;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads and changes the databases of a CouchDB, as an operator with a browser does. */
public final class Databases {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;
  private final Login login;

  private Databases(URI url, Login login) {
    this.url = url;
    this.login = login;
  }

  /** Those of a CouchDB, looked at by its administrator. */
  public static Databases of(CouchDb couchDb) {
    return new Databases(couchDb.url(), couchDb.login());
  }

  /** Whether CouchDB answers at all. */
  boolean isAnswering() throws InterruptedException {
    try {
      return send("GET", "/").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The first of some reads, one of each database, that gets no answer. A refusal is an answer, of
   * a connection too.
   *
   * @param patience how long each may take
   */
  Optional<String> unanswered(Duration patience) throws InterruptedException {
    String path = "/_all_dbs";
    try {
      HttpResponse<String> all = send("GET", path, patience);
      if (all.statusCode() == 200) {
        for (JsonElement name : JsonParser.parseString(all.body()).getAsJsonArray()) {
          path = "/" + encode(name.getAsString()) + "/_all_docs?limit=1";
          send("GET", path, patience);
        }
      }
      return Optional.empty();
    } catch (HttpTimeoutException e) {
      return Optional.of("GET " + path);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Names of the databases that begin so. */
  public List<String> named(String prefix) throws IOException, InterruptedException {
    return StreamSupport.stream(get("/_all_dbs").getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsString)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /** A document, which must be there. */
  public JsonObject document(String database, String id) throws IOException, InterruptedException {
    return get(path(database, id)).getAsJsonObject();
  }

  /** The ids that begin so of a database's documents. */
  public List<String> ids(String database, String beginning)
      throws IOException, InterruptedException {
    JsonElement all = get("/" + encode(database) + "/_all_docs");
    return StreamSupport.stream(all.getAsJsonObject().getAsJsonArray("rows").spliterator(), false)
        .map(row -> row.getAsJsonObject().get("id").getAsString())
        .filter(id -> id.startsWith(beginning))
        .toList();
  }

  /** Whether there is such a document. */
  public boolean has(String database, String id) throws IOException, InterruptedException {
    return send("GET", path(database, id)).statusCode() == 200;
  }

  /** Deletes a database. */
  public void delete(String database) throws IOException, InterruptedException {
    expect(send("DELETE", "/" + encode(database)));
  }

  private static String path(String database, String id) {
    return "/" + encode(database) + "/" + encode(id);
  }

  private JsonElement get(String path) throws IOException, InterruptedException {
    return JsonParser.parseString(expect(send("GET", path)));
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return send(method, path, PATIENCE);
  }

  private HttpResponse<String> send(String method, String path, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(method, BodyPublishers.noBody())
            .header("Authorization", login.header())
            .timeout(patience)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String expect(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer + ": " + answer.body());
    }
    return answer.body();
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
