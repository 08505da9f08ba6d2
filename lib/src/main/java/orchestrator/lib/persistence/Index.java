package orchestrator.lib.persistence;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the assets of a table by a value, in the order of the table.
 *
 * @param <T> the asset
 */
public final class Index<T> {
  private final String name;
  private final Optional<Function<T, List<String>>> values;

  private Index(String name, Optional<Function<T, List<String>>> values) {
    this.name = name;
    this.values = values;
  }

  /** An index by the values that an asset has, kept right by every put and delete. */
  public static <T> Index<T> by(String name, Function<T, List<String>> values) {
    return new Index<>(name, Optional.of(values));
  }

  /** An index whose entries are made by {@link Table#link}, since the asset does not know them. */
  public static <T> Index<T> linked(String name) {
    return new Index<>(name, Optional.empty());
  }

  boolean isLinked() {
    return values.isEmpty();
  }

  String name() {
    return name;
  }

  List<String> values(T asset) {
    return values.map(of -> of.apply(asset)).orElse(List.of());
  }
}
