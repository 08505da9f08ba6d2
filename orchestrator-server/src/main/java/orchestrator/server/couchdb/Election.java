package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Who should write, by a sign of life that the leader gives in the database. A hint only: CouchDB
 * does not check who replaces it. That two who take themselves for the leader do no harm, the
 * journal sees to.
 */
final class Election {
  private static final String ID = "leader";

  private final CouchDatabase database;
  private final String server;
  private final String process;
  private final long timeoutNanos;
  private long beat;
  private String seen = "";
  private long seenAt;

  /**
   * An election in which this server stands.
   *
   * @param server stays the same when the server is started again on its folder
   * @param process is another each time
   * @param timeout how long a leader may be silent
   */
  Election(CouchDatabase database, String server, String process, Duration timeout) {
    this.database = database;
    this.server = server;
    this.process = process;
    this.timeoutNanos = timeout.toNanos();
  }

  /** Whether nobody leads: nobody ever did, the last one has left or is silent, or was this. */
  boolean isVacant() {
    Optional<JsonNode> sign = database.getLocal(ID);
    String text = sign.map(JsonNode::toString).orElse("");
    String leader = sign.map(leads -> leads.path("server").asText()).orElse("");
    long now = System.nanoTime();
    if (!text.equals(seen)) {
      seen = text;
      seenAt = now;
    }
    return leader.isEmpty() || leader.equals(server) || now - seenAt > timeoutNanos;
  }

  /** Gives a sign of life, as the leader. */
  void beat() {
    beat++;
    write(server);
  }

  /** Whether the last sign of life is another's. */
  boolean isLost() {
    return database
        .getLocal(ID)
        .map(sign -> !sign.path("process").asText().equals(process))
        .orElse(false);
  }

  /** Leaves the lead to whoever wants it. */
  void leave() {
    if (!isLost()) {
      write("");
    }
  }

  private void write(String leader) {
    database.putLocal(
        ID,
        CouchServer.bytes(
            CouchServer.object().put("server", leader).put("process", process).put("beat", beat)));
  }
}
