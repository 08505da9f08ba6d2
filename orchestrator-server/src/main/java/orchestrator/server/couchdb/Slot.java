package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what a slot of the journal says: the group that was committed last in it.
 *
 * @param position of the group in the log; 0 where there was none yet
 * @param entry tells this group from another that was meant for the same position
 * @param leader who committed it
 * @param emptied whether its rows are documents of their own by now, and are not kept here any more
 * @param rows of the group, packed; empty where they are in parts
 * @param parts ids of the documents with the rows of a group that was too large for one
 * @param revision of the slot
 */
record Slot(
    long position,
    String entry,
    String leader,
    boolean emptied,
    String rows,
    List<String> parts,
    String revision) {

  /** Whether the rows of a group are here. */
  boolean isFull() {
    return position > 0 && !emptied;
  }

  static Slot of(JsonNode document) {
    List<String> parts = new ArrayList<>();
    document.path("parts").forEach(part -> parts.add(part.asText()));
    return new Slot(
        document.path("position").asLong(),
        document.path("entry").asText(),
        document.path("leader").asText(),
        document.path("folded").asBoolean(),
        document.path("rows").asText(),
        parts,
        document.path("_rev").asText());
  }
}
