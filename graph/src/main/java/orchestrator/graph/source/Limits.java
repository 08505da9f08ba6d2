package orchestrator.graph.source;

import orchestrator.graph.model.FaultyGraphException;

/** Holds how large a graph's file, and the graph in it, may be. */
public final class Limits {
  /** Bytes of a file of JSON or DOT. */
  public static final int BYTES = 256 << 20;

  /** Bytes of a file of YAML, whose reader takes many times that. */
  public static final int YAML_BYTES = 16 << 20;

  /** Nodes of a graph. */
  public static final int NODES = 100_000;

  /** Edges of a graph, with those that are named twice. */
  public static final int EDGES = 2_000_000;

  /** How deep brackets may lie in one another. */
  public static final int DEPTH = 64;

  private Limits() {}

  /** Refuses one node too many. */
  public static void checkNodes(int nodes, Place place) throws FaultyGraphException {
    if (nodes > NODES) {
      throw FaultList.one(place, "there are more than " + NODES + " nodes");
    }
  }

  /** Refuses one edge too many. */
  public static void checkEdges(long edges, Place place) throws FaultyGraphException {
    if (edges > EDGES) {
      throw FaultList.one(place, "there are more than " + EDGES + " edges");
    }
  }
}
