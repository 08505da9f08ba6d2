package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.util.function.BiFunction;
import java.util.function.Function;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;

/**
 * Declares a type of asset, once, in {@link Tables}: what errors call it, and how events tell of
 * it. One that is kept is a {@link Table}.
 *
 * @param <T> the asset
 */
public class AssetType<T extends Message> {
  private final String name;
  private final AssetKind kind;
  private final Function<T, String> key;
  private final BiFunction<Event.Builder, T, Event.Builder> snapshot;

  /**
   * A type.
   *
   * @param name as error texts and keys have it
   * @param key what an event names the asset by
   * @param snapshot puts the asset into an event
   */
  AssetType(
      String name,
      AssetKind kind,
      Function<T, String> key,
      BiFunction<Event.Builder, T, Event.Builder> snapshot) {
    this.name = name;
    this.kind = kind;
    this.key = key;
    this.snapshot = snapshot;
  }

  AssetType(AssetType<T> type) {
    this(type.name, type.kind, type.key, type.snapshot);
  }

  /** An event about the asset as it is now. */
  public final Event.Builder snapshot(T asset) {
    return snapshot.apply(Event.newBuilder().setAssetKind(kind).setAssetKey(key(asset)), asset);
  }

  /** OE0002: {@code <name> with key "<key>" not found}. */
  public final OrchestratorException notFound(String key) {
    // The one type whose name differs in this text, as existing clients know it.
    String told = kind == AssetKind.ASSET_FAILURE_REPORT ? "failure report" : name;
    return Errors.of(ErrorCode.NOT_FOUND, told + " with key \"" + key + "\" not found");
  }

  /** OE0006: {@code <name> with key "<key>" already exists}. */
  public final OrchestratorException alreadyExists(String key) {
    return Errors.of(ErrorCode.CONFLICT, name + " with key \"" + key + "\" already exists");
  }

  /** What events name the asset by; the key of its row where it has one. */
  public final String key(T asset) {
    return key.apply(asset);
  }

  final String name() {
    return name;
  }

  @Override
  public final String toString() {
    return name;
  }
}
