package orchestrator.lib.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.ComputeTaskOutputAsset;

/**
 * Lists the assets that tasks put out, in order of registration.
 *
 * <p>A table whose key has three parts: task, output and the place in that order.
 */
public final class Outputs {
  static final String SPACE = "output";

  private Outputs() {}

  /** Adds the asset at its place among the others: see Transaction.nextPlace. */
  public static void add(Database database, String place, ComputeTaskOutputAsset asset) {
    Key key =
        Key.of(SPACE, asset.getComputeTaskKey(), asset.getComputeTaskOutputIdentifier(), place);
    database.put(key, Serializer.bytes(asset));
  }

  /** What the task has put out under the identifier so far, in order of registration. */
  public static List<ComputeTaskOutputAsset> of(Reader reader, String task, String identifier) {
    return read(reader, task, identifier, Integer.MAX_VALUE);
  }

  /** What the task has put out under the identifier first; empty if there is nothing so far. */
  public static Optional<ComputeTaskOutputAsset> first(
      Reader reader, String task, String identifier) {
    return read(reader, task, identifier, 1).stream().findFirst();
  }

  private static List<ComputeTaskOutputAsset> read(
      Reader reader, String task, String identifier, int limit) {
    List<ComputeTaskOutputAsset> assets = new ArrayList<>();
    try (Scan scan = reader.scan(Range.below(Key.of(SPACE, task, identifier)))) {
      while (assets.size() < limit && scan.next()) {
        assets.add(Serializer.parse(ComputeTaskOutputAsset.parser(), scan.value(), scan.key()));
      }
    }
    return assets;
  }
}
