package orchestrator.cli.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Places the nodes of a graph for a picture: each in a layer, and there about as far along as its
 * parents are in theirs. It takes hardly more than time linear in nodes and edges.
 */
public final class Layers {
  private final int[] layers;
  private final int[] places;
  private final int[] widths;

  private Layers(int[] layers, IntFunction<int[]> parents) {
    this.layers = layers.clone();
    this.places = new int[layers.length];
    Arrays.fill(places, -1);
    this.widths = new int[Arrays.stream(layers).max().orElse(-1) + 1];
    List<List<Integer>> nodes = new ArrayList<>();
    for (int layer = 0; layer < widths.length; layer++) {
      nodes.add(new ArrayList<>());
    }
    for (int node = 0; node < layers.length; node++) {
      nodes.get(layers[node]).add(node);
    }
    double[] wished = new double[layers.length];
    for (List<Integer> layer : nodes) {
      layer.forEach(node -> wished[node] = middle(parents.apply(node)));
      layer.sort(Comparator.comparingDouble(node -> wished[node]));
      for (int node : layer) {
        places[node] = widths[layers[node]]++;
      }
    }
  }

  /**
   * Places nodes that have numbers from 0.
   *
   * @param layers the layer of each node, from 0
   * @param parents the nodes that a node comes after, in any layers
   */
  public static Layers of(int[] layers, IntFunction<int[]> parents) {
    return new Layers(layers, parents);
  }

  private double middle(int[] parents) {
    return Arrays.stream(parents)
        .map(parent -> places[parent])
        .filter(place -> place >= 0)
        .average()
        .orElse(0);
  }

  /** The layer of a node. */
  public int layer(int node) {
    return layers[node];
  }

  /** The place of a node in its layer, from 0. */
  public int place(int node) {
    return places[node];
  }

  /** How many layers there are. */
  public int count() {
    return widths.length;
  }

  /** How many nodes a layer has. */
  public int width(int layer) {
    return widths[layer];
  }

  /** How many nodes the layer has that has most. */
  public int widest() {
    return Arrays.stream(widths).max().orElse(0);
  }
}
