package orchestrator.graph.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;

/** Names a format of graphs, and reads or writes it, or both. One class and a line of Formats. */
public interface GraphFormat {
  /** The name on the command line. */
  String name();

  /** How the names of its files end, the usual one first. */
  List<String> endings();

  /** Whether it can be read. */
  default boolean isRead() {
    return false;
  }

  /** Whether it can be written. */
  default boolean isWritten() {
    return false;
  }

  /** Whether a file's content looks like it; a look at the beginning is enough. */
  default boolean recognizes(Source source) {
    return false;
  }

  /** Reads a graph, with the states of its nodes if the file has them. */
  default GraphView read(Source source, ReadOptions options) throws FaultyGraphException {
    throw new UnsupportedOperationException(name() + " is only written");
  }

  /**
   * Writes a graph.
   *
   * @param out stays open
   */
  default void write(GraphView graph, OutputStream out) throws IOException {
    throw new UnsupportedOperationException(name() + " is only read");
  }
}
