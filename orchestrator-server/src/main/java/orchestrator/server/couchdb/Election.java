package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * Finds out who should write, by a sign of life that the leader gives in the database. A hint only:
 * CouchDB does not check who replaces it. That two who take themselves for the leader do no harm,
 * the journal sees to.
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
  private long lookedAt;
  private String revision = "";

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
    String before = seen;
    String leader = look().path("server").asText();
    long now = System.nanoTime();
    // Who could not look for long cannot tell a silent leader from one that could not write.
    if (!seen.equals(before) || now - lookedAt > timeoutNanos / 2) {
      seenAt = now;
    }
    lookedAt = now;
    return leader.isEmpty() || leader.equals(server) || now - seenAt > timeoutNanos;
  }

  /** Gives a sign of life, as the leader; false if the last sign is another's. */
  boolean beat() {
    if (!look().path("process").asText().equals(process)) {
      return false;
    }
    write(server);
    return true;
  }

  /** Takes the lead, after {@link #isVacant}. */
  void take() {
    write(server);
  }

  /** Leaves the lead to whoever wants it. */
  void leave() {
    if (look().path("process").asText().equals(process)) {
      write("");
    }
  }

  private JsonNode look() {
    JsonNode sign = database.getLocal(ID).orElseGet(CouchServer::object);
    seen = sign.toString();
    revision = sign.path("_rev").asText();
    return sign;
  }

  /** CouchDB asks for no revision here, as others that speak its protocol do. */
  private void write(String leader) {
    beat++;
    ObjectNode sign =
        CouchServer.object().put("server", leader).put("process", process).put("beat", beat);
    if (!revision.isEmpty()) {
      sign.put("_rev", revision);
    }
    database.putLocal(ID, CouchServer.bytes(sign));
  }
}
