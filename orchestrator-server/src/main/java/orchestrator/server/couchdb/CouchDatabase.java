package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes one database of a CouchDB. Each method throws {@link CouchException} when it has
 * no answer or another than it knows how to read. Any number of threads.
 */
final class CouchDatabase {
  private static final String DOCUMENTS = "{\"docs\":[";

  private final CouchServer server;
  private final String name;
  private final String path;

  CouchDatabase(CouchServer server, String name) {
    this.server = server;
    this.name = name;
    this.path = "/" + encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Makes the database unless it is there; whoever may only use it need not be able to make it. */
  void create() {
    if (server.get(path).isOk()) {
      return;
    }
    CouchResponse answer = server.put(path, new byte[0]);
    boolean made = answer.isOk() || answer.status() == CouchResponse.ACCEPTED;
    boolean there = answer.json() && answer.body().path("error").asText().equals("file_exists");
    if (!made && !there) {
      throw answer.failure("making " + this);
    }
  }

  /**
   * Says how many revisions of a document CouchDB remembers. What is replaced again and again
   * becomes slow to replace when they are many.
   */
  void limitRevisions(int most) {
    CouchResponse answer =
        server.put(path + "/_revs_limit", Integer.toString(most).getBytes(UTF_8));
    if (!answer.isOk()) {
      throw answer.failure("setting the limit of revisions of " + this);
    }
  }

  /** The document with the id, if there is one. */
  Optional<JsonNode> get(String id) {
    return read(path + "/" + encoded(id));
  }

  /** A document that is kept beside the others: without history, and in no list. */
  Optional<JsonNode> getLocal(String id) {
    return read(path + "/_local/" + id);
  }

  private Optional<JsonNode> read(String uri) {
    CouchResponse answer = server.get(uri);
    if (answer.isOk()) {
      return Optional.of(answer.body());
    }
    if (answer.json() && answer.status() == CouchResponse.NOT_FOUND && !isMissing(answer)) {
      return Optional.empty();
    }
    throw answer.failure("reading " + this);
  }

  /** The database itself is not there, which is another thing than a missing document. */
  private static boolean isMissing(CouchResponse answer) {
    return answer.body().path("reason").asText().equals("Database does not exist.");
  }

  /** Writes a document whose {@code _rev}, where it has one, is the current one. */
  WriteResult put(String id, byte[] document) {
    return write(id, path + "/" + encoded(id), document);
  }

  /** Writes a document of {@link #getLocal}. */
  WriteResult putLocal(String id, byte[] document) {
    return write(id, path + "/_local/" + id, document);
  }

  private WriteResult write(String id, String uri, byte[] document) {
    CouchResponse answer = server.put(uri, document);
    if (answer.json() && answer.status() == CouchResponse.CREATED) {
      return new WriteResult(id, answer.body().path("rev").asText(), "");
    }
    if (answer.json() && answer.status() == CouchResponse.CONFLICT) {
      return new WriteResult(id, "", "conflict");
    }
    throw answer.failure("writing to " + this);
  }

  /** Writes documents, each with an {@code _id}, independently of one another; in their order. */
  List<WriteResult> putAll(List<byte[]> documents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(DOCUMENTS.getBytes(UTF_8));
    for (int i = 0; i < documents.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(documents.get(i));
    }
    body.writeBytes("]}".getBytes(UTF_8));
    CouchResponse answer = server.post(path + "/_bulk_docs", body.toByteArray());
    if (!answer.isOk() || answer.body().size() != documents.size()) {
      throw answer.failure("writing to " + this);
    }
    List<WriteResult> written = new ArrayList<>();
    for (JsonNode one : answer.body()) {
      written.add(new WriteResult(one.path("id").asText(), one.path("rev").asText(""), error(one)));
    }
    return written;
  }

  /** With the reason, but for conflicts, which are expected. */
  private static String error(JsonNode refusal) {
    String error = refusal.path("error").asText("");
    String reason = refusal.path("reason").asText("");
    return reason.isEmpty() || error.equals("conflict") ? error : error + " (" + reason + ")";
  }

  /** The current revisions of those of the documents that are there, by id. */
  Map<String, String> revisions(Collection<String> ids) {
    CouchResponse answer = server.post(path + "/_all_docs", keys(ids));
    if (!answer.isOk()) {
      throw answer.failure("reading " + this);
    }
    Map<String, String> revisions = new HashMap<>();
    for (JsonNode row : answer.body().path("rows")) {
      JsonNode value = row.path("value");
      if (value.has("rev") && !value.path("deleted").asBoolean()) {
        revisions.put(row.path("id").asText(), value.path("rev").asText());
      }
    }
    return revisions;
  }

  private static byte[] keys(Collection<String> ids) {
    ObjectNode request = CouchServer.object();
    ArrayNode keys = request.putArray("keys");
    ids.forEach(keys::add);
    return CouchServer.bytes(request);
  }

  /** Those of the documents that are there. */
  List<JsonNode> getAll(Collection<String> ids) {
    return listed(server.post(path + "/_all_docs?include_docs=true", keys(ids)));
  }

  /** The ids that begin so, in order. */
  List<String> ids(String beginning) {
    CouchResponse answer =
        server.get(
            path
                + "/_all_docs?startkey="
                + encoded(CouchServer.object().textNode(beginning).toString())
                + "&endkey="
                + encoded(CouchServer.object().textNode(beginning + "\ufff0").toString()));
    if (!answer.isOk()) {
      throw answer.failure("reading " + this);
    }
    List<String> ids = new ArrayList<>();
    answer.body().path("rows").forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }

  private List<JsonNode> listed(CouchResponse answer) {
    if (!answer.isOk()) {
      throw answer.failure("reading " + this);
    }
    List<JsonNode> documents = new ArrayList<>();
    for (JsonNode row : answer.body().path("rows")) {
      if (row.path("doc").isObject()) {
        documents.add(row.path("doc"));
      }
    }
    return documents;
  }

  /**
   * Holds what has changed: each document once, as it is now.
   *
   * @param documents those that were changed, without the removed ones
   * @param last to go on after
   * @param more whether there is more than the limit has let through
   */
  record Changes(List<JsonNode> documents, String last, boolean more) {}

  /**
   * The changes after a point.
   *
   * @param since {@code last} of earlier changes, or 0 for all that there is
   */
  Changes changes(String since, int limit) {
    CouchResponse answer =
        server.get(
            path + "/_changes?include_docs=true&limit=" + limit + "&since=" + encoded(since));
    if (!answer.isOk()) {
      throw answer.failure("reading the changes of " + this);
    }
    List<JsonNode> documents = new ArrayList<>();
    JsonNode results = answer.body().path("results");
    for (JsonNode change : results) {
      if (!change.path("deleted").asBoolean() && change.path("doc").isObject()) {
        documents.add(change.path("doc"));
      }
    }
    return new Changes(documents, answer.body().path("last_seq").asText(), results.size() == limit);
  }

  /** Where the changes end now: those after it are {@link #changes} since this. */
  String end() {
    CouchResponse answer = server.get(path + "/_changes?since=now&limit=1");
    if (!answer.isOk()) {
      throw answer.failure("reading the changes of " + this);
    }
    return answer.body().path("last_seq").asText();
  }

  /** Asks CouchDB to drop old revisions; it does so in its own time. */
  void compact() {
    CouchResponse answer = server.post(path + "/_compact", "{}".getBytes(UTF_8));
    if (!answer.isOk() && answer.status() != CouchResponse.ACCEPTED) {
      throw answer.failure("compacting " + this);
    }
  }

  /**
   * Tells how large a database is, in bytes; zeros where it is not told.
   *
   * @param file on the disk
   * @param active what of it is in use
   */
  record Sizes(long file, long active) {}

  /** How large it is now. */
  Sizes sizes() {
    CouchResponse answer = server.get(path);
    if (!answer.isOk()) {
      throw answer.failure("reading " + this);
    }
    JsonNode sizes = answer.body().path("sizes");
    return new Sizes(sizes.path("file").asLong(), sizes.path("active").asLong());
  }

  /** What the database is called in messages. */
  @Override
  public String toString() {
    return "database " + name + " at " + server;
  }
}
